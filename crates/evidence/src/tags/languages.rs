//! The languages of source files: how to know them by name, and how each writes comments and strings.

use Form::{Bracket, Char, CppRaw, Csharp, HashRaw, Heredoc, Plain, Regex, RustRaw};
use Where::{Anywhere, ColumnOne, LineStart, WordStart};

/// A language, as far as comments and strings go.
#[derive(Debug, PartialEq, Eq)]
pub struct Language {
    /// Its name, as reports show it.
    pub name: &'static str,
    /// Extensions of its files, in lower case.
    pub extensions: &'static [&'static str],
    /// Whole names of its files, where the extension does not tell.
    pub names: &'static [&'static str],
    /// Comments that begin with a mark and end with the line.
    pub(super) line: &'static [(&'static str, Where)],
    /// Comments between two marks; they are looked for before those of a line.
    pub(super) block: &'static [Block],
    /// Strings and what else hides marks of comments; the first that fits counts.
    pub(super) strings: &'static [Form],
    /// Does a backslash at the end of a line continue a comment of that line?
    pub(super) continued: bool,
    /// Is a string that stands where a statement begins documentation?
    pub(super) docstrings: bool,
}

/// Where the mark of a comment must stand to be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Where {
    /// Anywhere.
    Anywhere,
    /// After white space, a separator, or at the beginning of a line.
    WordStart,
    /// With nothing but white space before it on its line.
    LineStart,
    /// In the first column.
    ColumnOne,
}

/// A comment between two marks.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) open: &'static str,
    pub(super) close: &'static str,
    /// Does an opening mark within need a closing mark of its own?
    pub(super) nests: bool,
    /// Where both marks must stand.
    pub(super) at: Where,
}

/// How a mark of closing is written inside a string.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Escape {
    /// It cannot be.
    None,
    /// After this byte, as everything else that is special.
    After(u8),
    /// Twice.
    Doubled,
}

/// Code inside a string.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Hole {
    pub(super) open: &'static str,
    /// The bracket that nests in it, and the one that ends it.
    pub(super) brackets: (u8, u8),
}

/// Forms of strings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// Between two marks.
    Plain { open: &'static str, close: &'static str, escape: Escape, lines: bool, hole: Option<Hole>, at: Opens },
    /// One character between ticks; a tick that closes nothing is code, such as the lifetime of Rust and the attribute of Ada.
    Char { escape: Option<u8> },
    /// `r"…"`, `br##"…"##`.
    RustRaw,
    /// `#"…"#` and `#"""…"""#`, as Swift writes them.
    HashRaw,
    /// `R"name(…)name"`.
    CppRaw,
    /// `@"…"`, `$"…{code}…"`, `"""…"""` with any number of quotes.
    Csharp,
    /// `[[…]]`, `[==[…]==]`.
    Bracket,
    /// Lines after `<<WORD` up to a line that holds the word; the mark is what precedes the word.
    Heredoc(&'static str),
    /// `/…/` where a value may stand.
    Regex,
}

/// When the mark opens a string at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Opens {
    Always,
    /// Not after a digit, where it separates thousands.
    NotInNumber,
    /// Not after a name, a number or a closing bracket, where it transposes.
    NotAfterValue,
    /// Only where a word may begin.
    AtWord,
    /// With nothing but white space before it on its line.
    AtLine,
}

const fn quoted(quote: &'static str, escape: Escape, lines: bool) -> Form {
    Plain { open: quote, close: quote, escape, lines, hole: None, at: Opens::Always }
}

const fn holed(quote: &'static str, lines: bool, hole: Hole) -> Form {
    Plain { open: quote, close: quote, escape: Escape::After(b'\\'), lines, hole: Some(hole), at: Opens::Always }
}

const fn guarded(quote: &'static str, escape: Escape, lines: bool, at: Opens) -> Form {
    Plain { open: quote, close: quote, escape, lines, hole: None, at }
}

const fn block(open: &'static str, close: &'static str) -> Block {
    Block { open, close, nests: false, at: Anywhere }
}

const fn nested(open: &'static str, close: &'static str) -> Block {
    Block { open, close, nests: true, at: Anywhere }
}

const BACKSLASH: Escape = Escape::After(b'\\');
const DOLLAR_BRACE: Hole = Hole { open: "${", brackets: (b'{', b'}') };
const HASH_BRACE: Hole = Hole { open: "#{", brackets: (b'{', b'}') };
const SLASHES: &[(&str, Where)] = &[("//", Anywhere)];
const HASH: &[(&str, Where)] = &[("#", Anywhere)];
const DASHES: &[(&str, Where)] = &[("--", Anywhere)];
const STARS: &[Block] = &[block("/*", "*/")];
const NESTED_STARS: &[Block] = &[nested("/*", "*/")];
const DOUBLE: Form = quoted("\"", BACKSLASH, false);
const SINGLE: Form = quoted("'", BACKSLASH, false);
const C_STRINGS: &[Form] = &[DOUBLE, guarded("'", BACKSLASH, false, Opens::NotInNumber)];
const SCRIPT_STRINGS: &[Form] = &[holed("`", true, DOLLAR_BRACE), DOUBLE, SINGLE, Regex];
const TRIPLE: Form = quoted("\"\"\"", BACKSLASH, true);

const NOTHING: Language =
    Language { name: "", extensions: &[], names: &[], line: &[], block: &[], strings: &[], continued: false, docstrings: false };

const C: Language =
    Language { name: "C", extensions: &["c", "h"], line: SLASHES, block: STARS, strings: C_STRINGS, continued: true, ..NOTHING };

const JAVA: Language =
    Language { name: "Java", extensions: &["java"], line: SLASHES, block: STARS, strings: &[TRIPLE, DOUBLE, SINGLE], ..NOTHING };

const SCRIPT: Language = Language {
    name: "JavaScript",
    extensions: &["js", "mjs", "cjs", "jsx"],
    line: SLASHES,
    block: STARS,
    strings: SCRIPT_STRINGS,
    ..NOTHING
};

/// Every language that is known. The extension `.m` is in it twice; the content decides.
pub static LANGUAGES: &[Language] = &[
    C,
    Language {
        name: "C++",
        extensions: &["cpp", "cc", "cxx", "c++", "hpp", "hh", "hxx", "h++", "ipp", "inl", "tpp", "txx", "cppm", "ixx", "ino", "cu", "cuh"],
        strings: &[CppRaw, DOUBLE, guarded("'", BACKSLASH, false, Opens::NotInNumber)],
        ..C
    },
    OBJECTIVE_C,
    Language {
        name: "Rust",
        extensions: &["rs"],
        line: SLASHES,
        block: NESTED_STARS,
        strings: &[RustRaw, quoted("\"", BACKSLASH, true), Char { escape: Some(b'\\') }],
        ..NOTHING
    },
    Language { name: "C#", extensions: &["cs", "csx"], strings: &[Csharp, SINGLE], ..JAVA },
    JAVA,
    Language {
        name: "Kotlin",
        extensions: &["kt", "kts"],
        block: NESTED_STARS,
        strings: &[
            Plain { open: "\"\"\"", close: "\"\"\"", escape: Escape::None, lines: true, hole: Some(DOLLAR_BRACE), at: Opens::Always },
            holed("\"", false, DOLLAR_BRACE),
            SINGLE,
        ],
        ..JAVA
    },
    Language {
        name: "Scala",
        extensions: &["scala", "sc"],
        block: NESTED_STARS,
        strings: &[quoted("\"\"\"", Escape::None, true), DOUBLE, Char { escape: Some(b'\\') }],
        ..JAVA
    },
    Language {
        name: "Groovy",
        extensions: &["groovy", "gradle"],
        names: &["Jenkinsfile"],
        strings: &[holed("\"\"\"", true, DOLLAR_BRACE), quoted("'''", BACKSLASH, true), holed("\"", false, DOLLAR_BRACE), SINGLE],
        ..JAVA
    },
    Language {
        name: "Swift",
        extensions: &["swift"],
        block: NESTED_STARS,
        strings: &[
            HashRaw,
            holed("\"\"\"", true, Hole { open: "\\(", brackets: (b'(', b')') }),
            holed("\"", false, Hole { open: "\\(", brackets: (b'(', b')') }),
        ],
        ..JAVA
    },
    Language {
        name: "Dart",
        extensions: &["dart"],
        block: NESTED_STARS,
        strings: &[
            holed("\"\"\"", true, DOLLAR_BRACE),
            holed("'''", true, DOLLAR_BRACE),
            holed("\"", false, DOLLAR_BRACE),
            holed("'", false, DOLLAR_BRACE),
        ],
        ..JAVA
    },
    Language { name: "Go", extensions: &["go"], strings: &[quoted("`", Escape::None, true), DOUBLE, SINGLE], ..JAVA },
    Language { name: "Zig", extensions: &["zig"], block: &[], strings: &[DOUBLE, SINGLE], ..JAVA },
    SCRIPT,
    Language { name: "TypeScript", extensions: &["ts", "mts", "cts", "tsx"], ..SCRIPT },
    Language { name: "QML", extensions: &["qml"], ..SCRIPT },
    Language {
        name: "PHP",
        extensions: &["php"],
        line: &[("//", Anywhere), ("#", WordStart)],
        strings: &[Heredoc("<<<"), DOUBLE, SINGLE],
        ..JAVA
    },
    Language {
        name: "Python",
        extensions: &["py", "pyi", "pyx", "pxd"],
        names: &["SConstruct", "SConscript"],
        line: HASH,
        strings: &[TRIPLE, quoted("'''", BACKSLASH, true), DOUBLE, SINGLE],
        docstrings: true,
        ..NOTHING
    },
    Language {
        name: "Ruby",
        extensions: &["rb", "rake", "gemspec"],
        names: &["Rakefile", "Gemfile", "Fastfile", "Podfile"],
        line: HASH,
        block: &[Block { open: "=begin", close: "=end", nests: false, at: ColumnOne }],
        strings: &[Heredoc("<<"), holed("\"", true, HASH_BRACE), quoted("'", BACKSLASH, true), holed("`", true, HASH_BRACE), Regex],
        ..NOTHING
    },
    Language {
        name: "Lua",
        extensions: &["lua"],
        line: DASHES,
        block: &[block("--[[", "]]"), block("--[=[", "]=]")],
        strings: &[Bracket, DOUBLE, SINGLE],
        ..NOTHING
    },
    Language {
        name: "R",
        extensions: &["r"],
        line: HASH,
        strings: &[quoted("\"", BACKSLASH, true), quoted("'", BACKSLASH, true)],
        ..NOTHING
    },
    Language {
        name: "Julia",
        extensions: &["jl"],
        line: HASH,
        block: &[nested("#=", "=#")],
        strings: &[TRIPLE, quoted("\"", BACKSLASH, true), Char { escape: Some(b'\\') }],
        ..NOTHING
    },
    Language {
        name: "Ada",
        extensions: &["adb", "ads", "ada", "gpr"],
        line: DASHES,
        strings: &[quoted("\"", Escape::Doubled, false), Char { escape: None }],
        ..NOTHING
    },
    Language {
        name: "Pascal",
        extensions: &["pas", "dpr", "lpr"],
        line: SLASHES,
        block: &[block("{", "}"), block("(*", "*)")],
        strings: &[quoted("'", Escape::Doubled, false)],
        ..NOTHING
    },
    Language {
        name: "Fortran",
        extensions: &["f90", "f95", "f03", "f08", "f18"],
        line: &[("!", Anywhere)],
        strings: &[quoted("\"", Escape::Doubled, false), quoted("'", Escape::Doubled, false)],
        ..NOTHING
    },
    Language {
        name: "Fortran 77",
        extensions: &["f", "for", "ftn"],
        line: &[("!", Anywhere), ("C", ColumnOne), ("c", ColumnOne), ("*", ColumnOne)],
        strings: &[quoted("\"", Escape::Doubled, false), quoted("'", Escape::Doubled, false)],
        ..NOTHING
    },
    Language {
        name: "F#",
        extensions: &["fs", "fsx", "fsi"],
        line: SLASHES,
        block: &[nested("(*", "*)")],
        strings: &[quoted("\"\"\"", Escape::None, true), quoted("\"", BACKSLASH, true), Char { escape: Some(b'\\') }],
        ..NOTHING
    },
    Language {
        name: "Haskell",
        extensions: &["hs"],
        line: DASHES,
        block: &[nested("{-", "-}")],
        strings: &[DOUBLE, Char { escape: Some(b'\\') }],
        ..NOTHING
    },
    Language { name: "Verilog", extensions: &["v", "vh"], line: SLASHES, block: STARS, strings: &[DOUBLE], ..NOTHING },
    Language { name: "SystemVerilog", extensions: &["sv", "svh", "svi"], line: SLASHES, block: STARS, strings: &[DOUBLE], ..NOTHING },
    Language {
        name: "VHDL",
        extensions: &["vhd", "vhdl"],
        line: DASHES,
        block: STARS,
        strings: &[quoted("\"", Escape::Doubled, false), Char { escape: None }],
        ..NOTHING
    },
    Language {
        name: "Structured Text",
        extensions: &["st", "scl", "iecst"],
        line: SLASHES,
        block: &[nested("(*", "*)"), block("/*", "*/")],
        strings: &[quoted("'", Escape::After(b'$'), false), quoted("\"", Escape::After(b'$'), false)],
        ..NOTHING
    },
    Language {
        name: "assembly",
        extensions: &["s", "asm"],
        line: &[("//", Anywhere), (";", Anywhere), ("#", LineStart), ("@", WordStart)],
        block: STARS,
        strings: &[DOUBLE],
        ..NOTHING
    },
    MATLAB,
    Language {
        name: "SQL",
        extensions: &["sql", "ddl", "plsql", "pks", "pkb"],
        line: DASHES,
        block: STARS,
        // A body between dollar signs is code, and so are the comments in it.
        strings: &[quoted("'", Escape::Doubled, true), quoted("\"", Escape::Doubled, false)],
        ..NOTHING
    },
    Language {
        name: "shell",
        extensions: &["sh", "bash", "zsh", "ksh", "bats"],
        line: &[("#", WordStart)],
        strings: &[Heredoc("<<"), quoted("\"", BACKSLASH, true), quoted("'", Escape::None, true)],
        ..NOTHING
    },
    Language {
        name: "PowerShell",
        extensions: &["ps1", "psm1", "psd1"],
        line: &[("#", WordStart)],
        block: &[block("<#", "#>")],
        strings: &[
            Plain { open: "@\"", close: "\n\"@", escape: Escape::None, lines: true, hole: None, at: Opens::Always },
            Plain { open: "@'", close: "\n'@", escape: Escape::None, lines: true, hole: None, at: Opens::Always },
            quoted("\"", Escape::After(b'`'), true),
            quoted("'", Escape::Doubled, true),
        ],
        ..NOTHING
    },
    Language {
        name: "batch",
        extensions: &["bat", "cmd"],
        line: &[("::", LineStart), ("rem ", LineStart), ("REM ", LineStart)],
        ..NOTHING
    },
    Language {
        name: "CMake",
        extensions: &["cmake"],
        names: &["CMakeLists.txt"],
        line: HASH,
        block: &[block("#[[", "]]"), block("#[=[", "]=]")],
        strings: &[Bracket, quoted("\"", BACKSLASH, true)],
        ..NOTHING
    },
    Language { name: "Makefile", extensions: &["mk", "mak"], names: &["Makefile", "makefile", "GNUmakefile"], line: HASH, ..NOTHING },
    Language {
        name: "Dockerfile",
        extensions: &["dockerfile"],
        names: &["Dockerfile", "Containerfile"],
        line: &[("#", LineStart)],
        ..NOTHING
    },
    Language {
        name: "YAML",
        extensions: &["yaml", "yml"],
        line: &[("#", WordStart)],
        // A block of text is mostly a script, so that the comments in it count.
        strings: &[guarded("\"", BACKSLASH, true, Opens::AtWord), guarded("'", Escape::Doubled, true, Opens::AtWord)],
        ..NOTHING
    },
    Language {
        name: "TOML",
        extensions: &["toml"],
        line: HASH,
        strings: &[TRIPLE, quoted("'''", Escape::None, true), DOUBLE, quoted("'", Escape::None, false)],
        ..NOTHING
    },
    Language {
        name: "Gherkin",
        extensions: &["feature"],
        line: &[("#", LineStart)],
        strings: &[
            guarded("\"\"\"", BACKSLASH, true, Opens::AtLine),
            guarded("```", BACKSLASH, true, Opens::AtLine),
            Plain { open: "\"", close: "\"", escape: Escape::None, lines: false, hole: None, at: Opens::Always },
        ],
        ..NOTHING
    },
    Language { name: "Robot Framework", extensions: &["robot", "resource"], line: &[("#", WordStart)], ..NOTHING },
    Language {
        name: "XML",
        extensions: &["xml", "html", "htm", "xhtml", "ui", "xaml", "axaml", "qrc", "vue", "svelte"],
        block: &[block("<!--", "-->")],
        ..NOTHING
    },
    Language { name: "CSS", extensions: &["css", "scss", "less"], block: STARS, strings: &[DOUBLE, SINGLE], ..NOTHING },
];

const OBJECTIVE_C: Language = Language { name: "Objective-C", extensions: &["m", "mm"], ..C };

const MATLAB: Language = Language {
    name: "MATLAB",
    extensions: &["m"],
    line: &[("%", Anywhere)],
    block: &[Block { open: "%{", close: "%}", nests: true, at: LineStart }],
    strings: &[quoted("\"", Escape::Doubled, false), guarded("'", Escape::Doubled, false, Opens::NotAfterValue)],
    ..NOTHING
};

/// Words of `#!` lines, and the language that each stands for.
const INTERPRETERS: &[(&str, &str)] = &[
    ("python", "Python"),
    ("bash", "shell"),
    ("dash", "shell"),
    ("ksh", "shell"),
    ("zsh", "shell"),
    ("sh", "shell"),
    ("ruby", "Ruby"),
    ("node", "JavaScript"),
    ("lua", "Lua"),
    ("pwsh", "PowerShell"),
];

impl Language {
    /// The language of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        LANGUAGES.iter().find(|language| language.name == name)
    }

    /// The language of a file, as far as its path tells.
    #[must_use]
    pub fn of_path(path: &str) -> Option<&'static Self> {
        let name = path.rsplit('/').next().unwrap_or(path);
        if let Some(language) = LANGUAGES.iter().find(|language| language.names.contains(&name)) {
            return Some(language);
        }
        if let Some((first, _)) = name.split_once('.')
            && matches!(first, "Dockerfile" | "Makefile")
        {
            return Self::named(first);
        }
        let extension = extension(name)?.to_ascii_lowercase();
        LANGUAGES.iter().find(|language| language.extensions.contains(&extension.as_str()))
    }

    /// The language of a file. The content is looked at where the path leaves it open: `.m`, and scripts without an extension.
    #[must_use]
    pub fn of(path: &str, bytes: &[u8]) -> Option<&'static Self> {
        match Self::of_path(path) {
            Some(language) if *language == OBJECTIVE_C && extension(path) == Some("m") && !is_objective(bytes) => Self::named("MATLAB"),
            Some(language) => Some(language),
            None if Self::may_be_script(path) => of_interpreter(bytes),
            None => None,
        }
    }

    /// May a file without a telling name be a script, which its first line tells?
    #[must_use]
    pub fn may_be_script(path: &str) -> bool {
        extension(path.rsplit('/').next().unwrap_or(path)).is_none()
    }
}

/// What follows the last dot, where something precedes it.
fn extension(name: &str) -> Option<&str> {
    name.rsplit_once('.').filter(|(stem, extension)| !stem.is_empty() && !extension.is_empty()).map(|(_, extension)| extension)
}

fn of_interpreter(bytes: &[u8]) -> Option<&'static Language> {
    let line = bytes.strip_prefix(b"#!")?;
    let line = &line[..line.iter().position(|byte| *byte == b'\n').unwrap_or(line.len()).min(200)];
    let words = line.split(|byte| !byte.is_ascii_alphabetic());
    let found = words.filter_map(|word| INTERPRETERS.iter().find(|(name, _)| name.as_bytes() == word)).last()?;
    Language::named(found.1)
}

/// Does a `.m` file hold Objective-C? Its first lines import, include or declare; those of MATLAB do not.
fn is_objective(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(8 * 1024)];
    [b"#import".as_slice(), b"#include", b"@interface", b"@implementation", b"@import"]
        .iter()
        .any(|mark| memchr::memmem::find(head, mark).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_contents_tell_the_language() {
        for (path, bytes, name) in [
            ("src/a.rs", "", "Rust"),
            ("a/CMakeLists.txt", "", "CMake"),
            ("Dockerfile.test", "", "Dockerfile"),
            ("include/a.H", "", "C"),
            ("a.m", "% rate\nfunction y = f(x)\n", "MATLAB"),
            ("a.m", "#import <UIKit/UIKit.h>\n", "Objective-C"),
            ("tools/run", "#!/usr/bin/env python3\n", "Python"),
            ("tools/run", "#!/bin/sh -e\n", "shell"),
        ] {
            assert_eq!(Language::of(path, bytes.as_bytes()).map(|language| language.name), Some(name), "{path}");
        }
        for path in ["README", "notes.txt", "a.rs/b", ".rs", "image.png"] {
            assert_eq!(Language::of(path, b"text"), None, "{path}");
        }
    }

    #[test]
    fn no_two_languages_have_a_name_or_but_for_m_an_extension() {
        let mut names: Vec<&str> = LANGUAGES.iter().map(|it| it.name).collect();
        let mut files: Vec<&str> = LANGUAGES.iter().flat_map(|it| it.names).copied().collect();
        let mut extensions: Vec<&str> = LANGUAGES.iter().flat_map(|it| it.extensions).copied().collect();
        for list in [&mut names, &mut files, &mut extensions] {
            list.sort_unstable();
            let twice: Vec<&[&str]> = list.windows(2).filter(|pair| pair[0] == pair[1] && pair[0] != "m").collect();
            assert_eq!(twice, Vec::<&[&str]>::new());
        }
    }
}
