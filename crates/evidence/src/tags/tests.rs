//! Which tags count in each language, and what they stand on.

use super::*;
use crate::tree::Bound;
use primum_model::Config;
use proptest::prelude::*;

fn scanned(path: &str, text: &str) -> (SourceFile, Source) {
    scan(path, text.as_bytes(), &Dialect::new(&Config::default())).expect("a language")
}

/// `verifies SRS-1 on Pump.stops:3 test`.
fn shown(path: &str, text: &str) -> Vec<String> {
    let (file, excerpt) = scanned(path, text);
    for tag in &file.tags {
        let word = format!("@{}", tag.verb.name());
        assert!(tag.span.of(&excerpt.text) == tag.id || tag.id == word && tag.id.is_empty(), "{tag:?} in {:?}", excerpt.text);
    }
    let bound = |bound: &Option<Bound>| match bound {
        Some(Bound { name, line, test }) => format!("{name}:{line}{}", if *test { " test" } else { "" }),
        None => "file".to_owned(),
    };
    file.tags.iter().map(|tag| format!("{} {} on {}", tag.verb.name(), tag.id, bound(&tag.bound))).collect()
}

#[test]
fn a_tag_in_a_comment_counts_and_one_in_a_string_does_not() {
    for (path, text, expected) in [
        ("a.c", "// @implements SRS-1\nint f(void) { puts(\"@implements SRS-2\"); }", "implements SRS-1 on f:2"),
        ("a.cpp", "/** @verifies SRS-1 */\nTEST(Pump, stops) { R\"(// @verifies SRS-2)\"; }", "verifies SRS-1 on Pump.stops:2 test"),
        ("a.rs", "/// @verifies SRS-1.B\n#[test]\nfn stops() { r#\"// @verifies SRS-2\"#; }", "verifies SRS-1.B on stops:3 test"),
        ("a.cs", "// @implements SRS-1\npublic class A { string b = @\"// @implements SRS-2\"; }", "implements SRS-1 on A:2"),
        ("a.java", "/* @implements SRS-1 */ class A { String b = \"/* @implements SRS-2 */\"; }", "implements SRS-1 on A:1"),
        ("a.kt", "// @implements SRS-1\nfun f() = \"\"\"// @implements SRS-2\"\"\"", "implements SRS-1 on f:2"),
        ("a.swift", "/* /* */ @implements SRS-1 */\nfunc f() { #\"// @implements SRS-2\"# }", "implements SRS-1 on f:2"),
        ("a.go", "// @implements SRS-1\nfunc f() { `// @implements SRS-2` }", "implements SRS-1 on f:2"),
        ("a.py", "# @implements SRS-1\ndef f():\n    x = '''# @implements SRS-2'''", "implements SRS-1 on f:2"),
        ("a.js", "// @implements SRS-1\nfunction f() { return `// @implements SRS-2` }", "implements SRS-1 on f:2"),
        ("a.ts", "// @verifies SRS-1\nit('stops', () => { '// @verifies SRS-2' })", "verifies SRS-1 on stops:2 test"),
        ("a.adb", "-- @implements SRS-1\nprocedure F is X : String := \"-- @implements SRS-2\";", "implements SRS-1 on F:2"),
        ("a.qml", "// @implements SRS-1\nfunction f() { \"// @implements SRS-2\" }", "implements SRS-1 on f:2"),
        ("a.sh", "# @implements SRS-1\nf() {\n echo '# @implements SRS-2'\n}", "implements SRS-1 on f:2"),
        ("a.sql", "-- @implements SRS-1\ncreate table f (a text default '-- @implements SRS-2');", "implements SRS-1 on f:2"),
        ("a.yml", "# @implements SRS-1\na: '# @implements SRS-2'", "implements SRS-1 on file"),
        ("CMakeLists.txt", "# @verifies SRS-1\nadd_test(NAME f COMMAND \"# @verifies SRS-2\")", "verifies SRS-1 on f:2 test"),
        ("a.feature", "# @verifies SRS-1\nFeature: F\n  Scenario: G\n    Given \"# @verifies SRS-2\"", "verifies SRS-1 on F:2 test"),
        ("a.m", "% @implements SRS-1\nfunction f()\nx = '% @implements SRS-2';", "implements SRS-1 on f:2"),
        ("a.v", "// @implements SRS-1\nmodule f; initial $display(\"// @implements SRS-2\"); endmodule", "implements SRS-1 on f:2"),
        ("a.sv", "/* @implements SRS-1 */\nmodule f; string s = \"// @implements SRS-2\";", "implements SRS-1 on f:2"),
        ("a.vhd", "-- @implements SRS-1\nentity f is -- \"\n constant s : string := \"-- @implements SRS-2\";", "implements SRS-1 on f:2"),
        ("a.dart", "// @implements SRS-1\nvoid f() { '''// @implements SRS-2'''; }", "implements SRS-1 on f:2"),
        ("a.scala", "// @implements SRS-1\ndef f() = \"// @implements SRS-2\"", "implements SRS-1 on f:2"),
        ("a.php", "<?php\n# @implements SRS-1\nfunction f() { '// @implements SRS-2'; }", "implements SRS-1 on f:3"),
        ("a.rb", "# @implements SRS-1\ndef f\n '# @implements SRS-2'\nend", "implements SRS-1 on f:2"),
        ("a.lua", "--[[ @implements SRS-1 ]]\nfunction f() return [[-- @implements SRS-2]] end", "implements SRS-1 on f:2"),
        ("a.f90", "! @implements SRS-1\nsubroutine f\nprint *, '! @implements SRS-2'", "implements SRS-1 on f:2"),
        ("a.mm", "// @implements SRS-1\n- (void)f { @\"// @implements SRS-2\"; }", "implements SRS-1 on f:2"),
        ("a.fs", "// @implements SRS-1\nlet f = \"// @implements SRS-2\"", "implements SRS-1 on f:2"),
        ("a.ps1", "# @implements SRS-1\nfunction f { '# @implements SRS-2' }", "implements SRS-1 on f:2"),
        ("a.toml", "# @implements SRS-1\na = '# @implements SRS-2'", "implements SRS-1 on file"),
        ("a.s", "; @implements SRS-1\nf:\n .ascii \"; @implements SRS-2\"", "implements SRS-1 on f:2"),
        ("a.st", "(* @implements SRS-1 *)\nFUNCTION f : INT\nx := '// @implements SRS-2';", "implements SRS-1 on f:2"),
        ("Dockerfile", "# @implements SRS-1\nRUN echo '# @implements SRS-2'", "implements SRS-1 on file"),
        ("Makefile", "# @implements SRS-1\na:\n\techo", "implements SRS-1 on file"),
        ("a.robot", "# @verifies SRS-1\n*** Test Cases ***", "verifies SRS-1 on file"),
    ] {
        assert_eq!(shown(path, text), [expected], "{path}");
    }
}

#[test]
fn attributes_of_test_tools_verify() {
    for (path, text, expected) in [
        ("a.cs", "[Fact]\n[Trait(\"SRS\", \"SRS-1\")]\npublic void Stops() {}", vec!["verifies SRS-1 on Stops:3 test"]),
        (
            "a.cs",
            "[Test, Property(\"Requirement\", \"ABC-1, ABC-2\")]\nvoid F() {}",
            vec!["verifies ABC-1 on F:2 test", "verifies ABC-2 on F:2 test"],
        ),
        ("a.cs", "[Trait(\"Speed\", \"SLOW-1\")]\nvoid F() {}", vec![]),
        ("a.cs", "// [Trait(\"SRS\", \"SRS-1\")]\nvar a = \"[Trait('SRS', 'SRS-2')]\";", vec![]),
        (
            "a.py",
            "@pytest.mark.verifies(\"SRS-1\", 'SRS-2')\ndef test_f():",
            vec!["verifies SRS-1 on test_f:2 test", "verifies SRS-2 on test_f:2 test"],
        ),
        ("a.py", "@pytest.mark.requirement(\"ABC-1\")\n@other\nclass A:", vec!["verifies ABC-1 on A:3"]),
        ("a.py", "@pytest.mark.skip(\"ABC-1\")\ndef test_f():", vec![]),
        ("A.java", "@Test\n@Tag(\"SRS-1\")\n@Tag(\"slow-1\")\nvoid stops() {}", vec!["verifies SRS-1 on stops:4 test"]),
        (
            "a.feature",
            "@SRS-1 @slow\nFeature: F\n\n  @verifies:SRS-2,ABC-3 @srs_4\n  Scenario: G\n",
            vec!["verifies SRS-1 on F:2 test", "verifies SRS-2 on G:5 test", "verifies ABC-3 on G:5 test", "verifies srs_4 on G:5 test"],
        ),
    ] {
        assert_eq!(shown(path, text), expected, "{path}: {text}");
    }
}

#[test]
fn a_tag_stands_on_what_follows_or_on_what_is_around_it() {
    for (path, text, expected) in [
        // A blank line parts the tag from what follows.
        ("a.rs", "// @implements SRS-1\n\nfn f() {}", "implements SRS-1 on file"),
        ("a.rs", "// @implements SRS-1\n// more words\n#[inline]\npub fn f() {}", "implements SRS-1 on f:4"),
        ("a.rs", "fn f() {\n    // @implements SRS-1\n    let x = 1;\n}", "implements SRS-1 on f:1"),
        ("a.rs", "fn f() {\n    x(); // @implements SRS-1\n}\nfn g() {}", "implements SRS-1 on f:1"),
        ("a.rs", "#[test]\n// @verifies SRS-1\nfn f() {}", "verifies SRS-1 on f:3 test"),
        ("a.rs", "//! @implements SRS-1\n\nuse x;\n", "implements SRS-1 on file"),
        ("a.cpp", "// @implements SRS-1\ntemplate <int N = (1 > 2)>\n[[nodiscard]] static int\nf(int a)\n{", "implements SRS-1 on f:3"),
        ("a.cpp", "class A {\n  // @implements SRS-1\n  void f();\n};", "implements SRS-1 on f:3"),
        ("a.py", "def f():\n    \"\"\"Stops.\n\n    @implements SRS-1\n    \"\"\"\ndef g():", "implements SRS-1 on f:1"),
        ("a.py", "\"\"\"@implements SRS-1\"\"\"\ndef g():", "implements SRS-1 on file"),
        ("a.feature", "Feature: F\n  # @verifies SRS-1\n\n  Scenario: G", "verifies SRS-1 on F:1 test"),
        ("a.rs", "// @implements SRS-1,\r\n", "implements SRS-1 on file"),
    ] {
        assert_eq!(shown(path, text), [expected], "{path}: {text}");
    }
}

#[test]
fn lists_go_on_after_a_comma_and_words_in_quotes_are_spoken_of() {
    assert_eq!(
        shown("a.c", "/**\n * @implements SRS-1,\n *             SRS-2 keeps the rate\n */\nint f(void) {"),
        ["implements SRS-1 on f:5", "implements SRS-2 on f:5"]
    );
    for text in [
        "// write `@implements SRS-1`",
        "// \"@implements SRS-1\"",
        "// a@implements SRS-1",
        "/** @implements {Pump} */",
        "// @implementsX-1",
    ] {
        assert_eq!(shown("a.js", text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn a_tag_without_an_id_is_kept() {
    let (file, excerpt) = scanned("a.c", "int a;\n// @implements the rate\n");
    let [tag] = file.tags.as_slice() else { panic!("{:?}", file.tags) };
    assert_eq!((tag.id.as_str(), tag.span.of(&excerpt.text)), ("", "@implements"));
}

#[test]
fn an_excerpt_has_the_lines_of_the_file() {
    let long = "x".repeat(100_000);
    let (file, excerpt) = scanned("a.c", &format!("\n// é @implements SRS-1, SRS-2\nint f(void);\n// @verifies RC-3 {long}\n"));
    let places: Vec<(u32, u32)> = file.tags.iter().map(|tag| excerpt.position(tag.span.start)).map(|it| (it.line, it.column)).collect();
    assert_eq!(places, [(2, 18), (2, 25), (4, 14)]);
    assert!(excerpt.text.len() < 1000);
}

#[test]
fn patterns_of_the_project_are_read_and_bad_ones_are_told() {
    let text = "[[tags]]\nsays = \"verifies\"\npattern = '- \\[(REQ-\\w+)\\]'\n[[tags]]\nsays = \"implements\"\npattern = '('\n[[tags]]\nsays = \"implements\"\npattern = 'x'\n";
    let config = Config::read(text).expect("TOML");
    assert_eq!(config.faults, []);
    let dialect = Dialect::new(&config);
    let told = faults(&config);
    assert_eq!(told.len(), 2);
    assert!(told[0].message.contains("unclosed group"), "{told:?}");
    let (file, _) = scan("a.feature", b"Feature: F\n\n  Covered:\n  - [REQ-1] x\n\n  Scenario: G\n", &dialect).expect("a language");
    assert_eq!(file.tags[0].bound.as_ref().map(|bound| bound.name.as_str()), Some("F"));
    assert_eq!((file.tags[0].id.as_str(), file.tags.len()), ("REQ-1", 1));
}

#[test]
fn wide_texts_and_zero_bytes_are_read() {
    let wide: Vec<u8> = [0xff, 0xfe].into_iter().chain("// @implements SRS-1\n".encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let dialect = Dialect::new(&Config::default());
    for bytes in [wide.as_slice(), b"\0// @implements SRS-1\0\xff\n", b"\"\0\n// @implements SRS-1"] {
        let (file, _) = scan("a.c", bytes, &dialect).expect("a language");
        assert_eq!(file.tags.iter().map(|tag| tag.id.as_str()).collect::<Vec<_>>(), ["SRS-1"]);
    }
    assert!(scan("a.unknown", b"// @implements SRS-1", &dialect).is_none());
}

#[test]
fn many_tags_take_little_time() {
    for text in [
        "// @implements SRS-1\n".repeat(20_000),
        "    // @implements SRS-1\n    x;\n".repeat(10_000),
        format!("// {}", "(@implements".repeat(20_000)),
        format!("// {}", "@implements SRS-1 ".repeat(20_000)),
        format!("/* {} */", " @implements SRS-1,\n".repeat(20_000)),
    ] {
        let (file, _) = scanned("a.c", &text);
        assert!(file.tags.len() >= 10_000, "{}", file.tags.len());
    }
}

fn pieces() -> impl Strategy<Value = String> {
    let pieces = [
        "@implements",
        "@verifies",
        " ",
        "SRS-1",
        ",",
        "\n",
        "\r\n",
        "//",
        "/*",
        "*/",
        "#",
        "\"",
        "'",
        "\"\"\"",
        "é",
        "..",
        "to",
        ".B",
        "fn f()",
        "{",
        "}",
        "[Trait(\"a\",\"SRS-1\")]",
        "@SRS-1",
        "Feature: F",
        "template<",
        "[",
        "]",
        "(",
        ")",
        "@",
        "mark.verifies(",
        "\0",
        "\t",
        "-",
        "`",
        "\\",
        ":",
        "剂",
    ];
    proptest::collection::vec(proptest::sample::select(pieces.to_vec()), 0..50).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn scanning_never_panics_and_every_tag_is_in_its_excerpt(text in prop_oneof![pieces(), any::<String>()]) {
        let dialect = Dialect::new(&Config::default());
        for language in languages::LANGUAGES {
            let path = format!("a.{}", language.extensions[0]);
            let (file, excerpt) = scan(&path, text.as_bytes(), &dialect).expect("a language");
            for tag in &file.tags {
                let told = tag.span.of(&excerpt.text);
                prop_assert!(told == tag.id || (tag.id.is_empty() && told.starts_with('@')), "{path} {tag:?}");
            }
        }
    }
}
