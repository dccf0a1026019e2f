"""moto, behind a check of every signature: by botocore, which is what Amazon signs with, and for one key alone."""

import hmac
import sys
from datetime import datetime, timedelta, timezone
from urllib.parse import parse_qs

from botocore.auth import S3SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from moto.core import DEFAULT_ACCOUNT_ID
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from moto.s3.models import s3_backends
from werkzeug.serving import run_simple

KEY, SECRET, REGION = "the-key", "secret-of-the-test", "us-east-1"


def fault(environ):
    """The code of S3 for what is wrong with a request, or nothing."""
    address = environ["RAW_URI"]
    query = parse_qs(environ["QUERY_STRING"], keep_blank_values=True)
    if "X-Amz-Signature" not in query:
        return "AccessDenied"
    asked = {name: values[0] for name, values in query.items()}
    key, day, region, service, end = asked["X-Amz-Credential"].split("/")
    if key != KEY:
        return "InvalidAccessKeyId"
    if (region, service, end) != (REGION, "s3", "aws4_request"):
        return "AuthorizationQueryParametersError"
    made = datetime.strptime(asked["X-Amz-Date"], "%Y%m%dT%H%M%SZ").replace(tzinfo=timezone.utc)
    if day != made.strftime("%Y%m%d") or abs(datetime.now(timezone.utc) - made) > timedelta(seconds=int(asked["X-Amz-Expires"])):
        return "AccessDenied"
    names = asked["X-Amz-SignedHeaders"].split(";")
    headers = {name: environ["HTTP_" + name.upper().replace("-", "_")] for name in names}
    unsigned = "&".join(part for part in address.partition("?")[2].split("&") if not part.startswith("X-Amz-Signature="))
    path = address.partition("?")[0]
    request = AWSRequest(environ["REQUEST_METHOD"], f"http://{environ['HTTP_HOST']}{path}?{unsigned}", headers)
    request.context["timestamp"] = asked["X-Amz-Date"]
    auth = S3SigV4QueryAuth(Credentials(KEY, SECRET), "s3", REGION)
    signature = auth.signature(auth.string_to_sign(request, auth.canonical_request(request)), request)
    return None if hmac.compare_digest(signature, asked["X-Amz-Signature"]) else "SignatureDoesNotMatch"


def checked(behind):
    def application(environ, start):
        code = fault(environ)
        if code is None:
            return behind(environ, start)
        # What was sent is taken first: some clients do not listen before that.
        left = int(environ.get("CONTENT_LENGTH") or 0)
        while left > 0:
            left -= len(environ["wsgi.input"].read(min(left, 1 << 16))) or left
        start("403 Forbidden", [("content-type", "application/xml")])
        return [f"<Error><Code>{code}</Code><Message>as the test wants it</Message></Error>".encode()]

    return application


if __name__ == "__main__":
    s3_backends[DEFAULT_ACCOUNT_ID]["aws"].create_bucket("evidence", REGION)
    behind = DomainDispatcherApplication(create_backend_app)
    run_simple("127.0.0.1", int(sys.argv[1]), checked(behind), threaded=True)
