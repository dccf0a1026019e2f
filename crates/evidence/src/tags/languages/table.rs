//! The table of languages: one entry each, and what several of them share.

use super::Form::{Bracket, Char, CppRaw, Csharp, HashRaw, Heredoc, Plain, Regex, RustRaw};
use super::Where::{Anywhere, ColumnOne, LineStart, WordStart};
use super::{Block, Escape, Form, Hole, Language, Opens, Where};

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

pub(super) const OBJECTIVE_C: Language = Language { name: "Objective-C", extensions: &["m", "mm"], ..C };

const MATLAB: Language = Language {
    name: "MATLAB",
    extensions: &["m"],
    line: &[("%", Anywhere)],
    block: &[Block { open: "%{", close: "%}", nests: true, at: LineStart }],
    strings: &[quoted("\"", Escape::Doubled, false), guarded("'", Escape::Doubled, false, Opens::NotAfterValue)],
    ..NOTHING
};
