//! What is code, what a comment, what a string.

use super::*;
use crate::tags::languages::LANGUAGES;
use proptest::prelude::*;

/// The text with every region in marks: `‹comment›`, `«string»`.
fn shown(language: &str, text: &str) -> String {
    let language = Language::named(language).expect("a language");
    Lexer::new(text, language)
        .map(|region| match region.kind {
            Kind::Code => text[region.span].to_owned(),
            Kind::Comment => format!("‹{}›", &text[region.span]),
            Kind::Text => format!("«{}»", &text[region.span]),
        })
        .collect()
}

#[test]
fn comments_and_strings_of_each_language() {
    for (language, text, expected) in [
        ("C", "a = '\\''; // b \\\nstill\nc", "a = «'\\''»; ‹// b \\\nstill›\nc"),
        ("C", "/* a /* b */ c \"/*\" d", "‹/* a /* b */› c «\"/*\"» d"),
        ("C", "#error don't\n// x", "#error don«'t»\n‹// x›"),
        ("C++", "x = 1'000'000; // y", "x = 1'000'000; ‹// y›"),
        ("C++", "L'a' u8R\"x(// )\" )x\" // y", "L«'a'» u8R«\"x(// )\" )x\"» ‹// y›"),
        ("C++", "FOOR\"(// y\"", "FOOR«\"(// y\"»"),
        ("Rust", "fn f<'a>(x: &'a str) { 'x'; '\\''; '//' }", "fn f<'a>(x: &'a str) { «'x'»; «'\\''»; '‹//' }›"),
        ("Rust", "/* a /* b */ c */ d", "‹/* a /* b */ c */› d"),
        ("Rust", "br#\"a \" // b\"# // c", "br#«\"a \" // b\"#» ‹// c›"),
        ("Rust", "\"a\n// b\\\"\" // c", "«\"a\n// b\\\"\"» ‹// c›"),
        ("C#", "$\"a {f(\"//b\")} //c\" // d", "$«\"a {»f(«\"//b\"»)«} //c\"» ‹// d›"),
        ("C#", "@\"a\\\" // b", "@«\"a\\\"» ‹// b›"),
        ("C#", "\"\"\"a \" // b\n\"\"\" // c", "«\"\"\"a \" // b\n\"\"\"» ‹// c›"),
        ("C#", "$\"{{ // a\" // b", "$«\"{{ // a\"» ‹// b›"),
        ("Java", "\"\"\"\n// a\n\"\"\" // b", "«\"\"\"\n// a\n\"\"\"» ‹// b›"),
        ("Kotlin", "\"${ \"//a\" }//b\" //c", "«\"${» «\"//a\"» «}//b\"» ‹//c›"),
        ("Swift", "#\"a \" // b\"# // c", "#«\"a \" // b\"#» ‹// c›"),
        ("Swift", "\"\\(f(x)) // a\" // b", "«\"\\(»f(x)«) // a\"» ‹// b›"),
        ("Go", "`// a\\` // b", "«`// a\\`» ‹// b›"),
        ("Python", "x = \"\"\"# a\n\"\"\" # b", "x = «\"\"\"# a\n\"\"\"» ‹# b›"),
        ("Python", "def f():  # a\n    r'''b'''\n", "def f():  ‹# a›\n    r‹'''b'''›\n"),
        ("Python", "f(\n'''a''')", "f(\n«'''a'''»)"),
        ("Python", "f({1:\n'''a'''})", "f({1:\n«'''a'''»})"),
        ("JavaScript", "`a ${b({c: `//d`})} //e` //f", "«`a ${»b({c: «`//d`»})«} //e`» ‹//f›"),
        ("JavaScript", "a = /\"[/]\\//.test(b) // c", "a = «/\"[/]\\//».test(b) ‹// c›"),
        ("JavaScript", "a / b / c // d", "a / b / c ‹// d›"),
        ("JavaScript", "return /'/ // a", "return «/'/» ‹// a›"),
        ("TypeScript", "<a></a> {/* b */}", "<a></a> {‹/* b */›}"),
        ("Ada", "X'First = '\"' -- \"a\"\"", "X'First = «'\"'» ‹-- \"a\"\"›"),
        ("Ada", "\"a\"\"b -- c\" -- d", "«\"a\"\"b -- c\"» ‹-- d›"),
        ("QML", "text: \"//a\" // b", "text: «\"//a\"» ‹// b›"),
        ("shell", "echo $# ${a#b} '# c' # d", "echo $# ${a#b} «'# c'» ‹# d›"),
        ("shell", "cat <<-'E' | f # a\n# b\n\tE\n# c", "cat <<-«'E'» | f ‹# a›\n«# b\n\tE»\n‹# c›"),
        ("shell", "x=$((1<<y)) # a\n# b", "x=$((1<<y)) ‹# a›\n‹# b›"),
        ("SQL", "'it''s -- a' -- b\n$$ -- c\n$$", "«'it''s -- a'» ‹-- b›\n$$ ‹-- c›\n$$"),
        ("YAML", "a: don't # b\nc: '# d' # e\nf#g", "a: don't ‹# b›\nc: «'# d'» ‹# e›\nf#g"),
        ("CMake", "#[[ a\n]] set(x [=[ # b ]=]) # c", "‹#[[ a\n]]› set(x «[=[ # b ]=]») ‹# c›"),
        ("Lua", "--[[ a\n]] x = [[ -- b ]] -- c", "‹--[[ a\n]]› x = «[[ -- b ]]» ‹-- c›"),
        ("Gherkin", "# a\n  Given \"# b\" # c\n  \"\"\"\n  # d\n  \"\"\"\n", "‹# a›\n  Given «\"# b\"» # c\n  «\"\"\"\n  # d\n  \"\"\"»\n"),
        ("MATLAB", "a' * b' % c\nd = '% e' % f\n%{\n g\n%}\nh", "a' * b' ‹% c›\nd = «'% e'» ‹% f›\n‹%{\n g\n%}›\nh"),
        ("Verilog", "$display(\"// a\"); // b /* c", "$display(«\"// a\"»); ‹// b /* c›"),
        ("VHDL", "x <= '1'; -- a\ny <= \"--\";", "x <= «'1'»; ‹-- a›\ny <= «\"--\"»;"),
        ("Fortran 77", "C a\n      call c ! b\n", "‹C a›\n      call c ‹! b›\n"),
        ("Ruby", "=begin\n a\n=end\nx = \"#{y(\"#\")}\" # b", "‹=begin\n a\n=end›\nx = «\"#{»y(«\"#\"»)«}\"» ‹# b›"),
        ("PHP", "$a = <<<E\n// b\nE;\n#[Attribute]\n# c", "$a = <<<E\n«// b\nE;»\n‹#[Attribute]›\n‹# c›"),
        ("PowerShell", "<# a #> \"`\" # b\" # c", "‹<# a #>› «\"`\" # b\"» ‹# c›"),
        ("TOML", "a = '''# b\n''' # c", "a = «'''# b\n'''» ‹# c›"),
        ("Structured Text", "(* a (* b *) *) x := '$' // c'; // d", "‹(* a (* b *) *)› x := «'$' // c'»; ‹// d›"),
        ("F#", "let f' = \"// a\" // b", "let f' = «\"// a\"» ‹// b›"),
        ("Dockerfile", "# a\nRUN echo '# b'\n", "‹# a›\nRUN echo '# b'\n"),
        ("Makefile", "a: b # c\n\t@echo # d\n", "a: b ‹# c›\n\t@echo ‹# d›\n"),
        ("XML", "<a b='c'><!-- d --></a>", "<a b='c'>‹<!-- d -->›</a>"),
    ] {
        assert_eq!(shown(language, text), expected, "{language}: {text}");
    }
}

#[test]
fn what_is_never_closed_takes_no_comment_with_it() {
    assert_eq!(shown("Go", "a = ` b\n// c\n"), "a = ` b\n‹// c›\n");
    assert_eq!(shown("Python", "'''a\n# b"), "'«''»a\n‹# b›");
    assert_eq!(shown("C", "a = \"b\n// c"), "a = «\"b»\n‹// c›");
    assert_eq!(shown("C", "/* a"), "‹/* a›");
    assert_eq!(shown("JavaScript", "`${ a"), "«`${» a");
}

#[test]
fn hostile_nesting_and_many_marks_take_little_time() {
    for text in [
        "`${".repeat(20_000),
        "<<a\n".repeat(20_000),
        "'''".repeat(20_001),
        "/*".repeat(20_000),
        "R\"a(".repeat(20_000),
        "/[".repeat(20_000),
    ] {
        for language in LANGUAGES {
            assert_eq!(Lexer::new(&text, language).map(|region| region.span.len()).sum::<usize>(), text.len());
        }
    }
}

fn hostile() -> impl Strategy<Value = String> {
    let pieces = [
        "\"", "'", "`", "/*", "*/", "//", "#", "\n", "\r\n", "\\", "R\"x(", ")x\"", "r#\"", "\"#", "${", "}", "{", "\"\"\"", "'''", "<<E",
        "E", "é", "剂", " ", "a", "1", "--", "[[", "]]", "%{", "%}", "@\"", "$\"", "/", "(", ")", "=begin", "=end", "(*", "*)", "\0",
        "\u{feff}",
    ];
    proptest::collection::vec(proptest::sample::select(pieces.to_vec()), 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn regions_cover_the_text_without_overlap(text in prop_oneof![hostile(), any::<String>()]) {
        for language in LANGUAGES {
            let mut end = 0;
            for region in Lexer::new(&text, language) {
                prop_assert_eq!(region.span.start, end);
                prop_assert!(region.span.end > end, "{} {:?}", language.name, region);
                prop_assert!(text.is_char_boundary(region.span.end), "{} {:?}", language.name, region);
                end = region.span.end;
            }
            prop_assert_eq!(end, text.len(), "{}", language.name);
        }
    }
}
