//! Every key of `primum.toml`, declared once.

/// One key of `primum.toml`. Reader, JSON schema and manual are made from this table.
#[derive(Debug)]
pub struct Setting {
    /// The table it stands in; arrays of tables are written `[[name]]`.
    pub table: &'static str,
    /// The key; `*` where the project chooses the keys.
    pub key: &'static str,
    /// Type in the words of JSON schema, `list` for an array of strings.
    pub kind: &'static str,
    /// What it does.
    pub doc: &'static str,
}

const fn setting(table: &'static str, key: &'static str, kind: &'static str, doc: &'static str) -> Setting {
    Setting { table, key, kind, doc }
}

/// Every key there is.
pub const SETTINGS: &[Setting] = &[
    setting("product", "name", "string", "Name of the product."),
    setting("product", "version", "string", "Version under development."),
    setting("product", "manufacturer", "string", "Name of the manufacturer."),
    setting("records", "paths", "list", "Folders and files that hold records, relative to the project. Default: `records`."),
    setting("records", "exclude", "list", "Paths below them that hold none, with `*`, `**` and `?`."),
    setting(
        "prefixes",
        "*",
        "string",
        "A prefix of the project's own, and the name of the kind that it stands for: `REQ = \"software requirement\"`.",
    ),
    setting("kinds", "name", "string", "Name of a kind of the project's own."),
    setting("kinds", "prefix", "string", "Prefix of its IDs."),
    setting("kinds", "summary", "string", "What such a record is."),
    setting("fields", "kind", "string", "The kind, by name or prefix, that gets a field."),
    setting("fields", "name", "string", "The key as it is written in records."),
    setting("fields", "type", "string", "`text` (the default), `choice`, `date`, `version`, `glob` or `link`."),
    setting("fields", "values", "list", "The words of a `choice`."),
    setting("fields", "to", "list", "The kinds that a `link` may lead to; any when left out."),
    setting("fields", "inverse", "string", "What a link is called, read backwards."),
    setting("fields", "many", "boolean", "May it hold several values?"),
    setting("fields", "necessary", "boolean", "Is a record without it a finding?"),
    setting("fields", "normative", "boolean", "Does it count in the fingerprint? Default: yes."),
    setting("fields", "doc", "string", "What to write there."),
    setting("levels", "*", "string", "The level of a rule: `error`, `warning` or `note`. To accept a finding, write a deviation record."),
    setting("policy", "plan-review-months", "integer", "How old the last look at a plan may be. Default: 12."),
    setting("policy", "trend-review-months", "integer", "How old the last trend review may be. Default: 12."),
    setting("policy", "anomaly-review-months", "integer", "How old the last look at a SOUP anomaly list may be. Default: 6."),
    setting("wording", "vague", "list", "More words that make a requirement vague."),
    setting("wording", "allowed", "list", "Words from the product's list that this project may use."),
];
