//! Any bytes as an envelope, a payload, results and allowed signers: refused or read, and what is read is written the same again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use primum_evidence::Subject;
use primum_evidence::dsse::Envelope;
use primum_evidence::signers::Signers;
use primum_evidence::statement::claim::Claim;
use primum_evidence::statement::results;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(claim) = Claim::read(bytes) {
        assert_eq!(claim.payload(), bytes);
    }
    let signers = Signers::read(&String::from_utf8_lossy(bytes));
    if let Ok(envelope) = Envelope::read(bytes) {
        let _ = signers.check(&envelope, "2026-11-25T08:16:54Z", &mut |_| Err("no other program".to_owned()));
        assert_eq!(Envelope::read(&envelope.write()), Ok(envelope));
    }
    for subject in [Subject::Tests, Subject::Coverage, Subject::Analysis] {
        let _ = results::read(subject, &mut &bytes[..]);
    }
});
