//! How languages declare what a tag may stand on: functions, methods, tests, types, scenarios.

use regex::{Captures, Regex};
use std::sync::{LazyLock, OnceLock};

/// One form of declaration. The groups of the pattern that took part, joined by dots, are the name.
#[derive(Clone, Copy, Debug)]
struct Form {
    pattern: &'static str,
    /// What it declares.
    what: What,
}

/// What a form declares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    /// A test or scenario.
    Test,
    /// Something else; its name or an attribute may still say that it is a test.
    Other,
    /// A function of the family of C: a type, a name, a bracket. The first group is what precedes the name.
    Function,
}

/// The declarations of some languages.
struct Family {
    languages: &'static [&'static str],
    forms: &'static [Form],
}

const fn test(pattern: &'static str) -> Form {
    Form { pattern, what: What::Test }
}

const fn other(pattern: &'static str) -> Form {
    Form { pattern, what: What::Other }
}

const C_FUNCTION: Form = Form {
    pattern: r"^((?:[\w:<>,*&~\[\]?.\s]|extern\s+\x22C\x22)*?)((?:[A-Za-z_]\w*\s*::\s*)*(?:~?[A-Za-z_]\w*|operator\s*[^\s(]+))\s*(?:<[^<>()]*>)?\s*\(",
    what: What::Function,
};

const TABLE: &[Family] = &[
    Family {
        languages: &["Rust"],
        forms: &[
            other(
                r#"^(?:pub(?:\([^)]*\))?\s+)?(?:default\s+)?(?:(?:const|async|unsafe)\s+|extern\s+(?:"[^"]*"\s+)?)*(?:fn|struct|enum|union|trait|mod|type|const|static(?:\s+mut)?|macro_rules!)\s+(?:r#)?([A-Za-z_]\w*)"#,
            ),
            other(r"^(?:unsafe\s+)?impl\b\s*(?:<[^{]*?>\s*)?(?:[^{]*?\bfor\s+)?([\w:]+)"),
        ],
    },
    Family {
        languages: &["C", "C++", "Objective-C"],
        forms: &[
            test(r"^(?:TYPED_TEST(?:_P)?|TEST(?:_[FP])?|IGNORE_TEST|FUZZ_TEST(?:_F)?|ZTEST(?:_\w+)?)\s*\(\s*(\w+)\s*(?:,\s*(\w+)\s*)?\)"),
            test(
                r#"^(?:TEST_CASE|SCENARIO|SECTION|SUBCASE|TEMPLATE_TEST_CASE|TEST_CASE_METHOD|SCENARIO_METHOD)\s*\((?:\s*\w+\s*,)?\s*"((?:[^"\\]|\\.)*)""#,
            ),
            test(r"^BOOST_\w*TEST_(?:CASE|SUITE)\w*\s*\(\s*(\w+)"),
            other(
                r"^(?:typedef\s+)?(?:enum\s+class|enum\s+struct|class|struct|union|enum|namespace|@interface|@implementation|@protocol)\s+(?:\w+_(?:API|EXPORT)\s+|alignas\([^)]*\)\s+)?([A-Za-z_]\w*(?:::\w+)*)\s*(?:final\s*)?(?:[:{;(<]|$)",
            ),
            other(r"^#\s*define\s+(\w+)"),
            other(r"^[-+]\s*\([^)]*\)\s*(\w+)"),
            C_FUNCTION,
            other(r"^(?:static|const|constexpr|constinit|inline|extern|volatile)\s[\w:<>,*&\s]*?\b(\w+)\s*(?:\[[^\]]*\]\s*)*[=;{]"),
        ],
    },
    Family {
        languages: &["C#", "Java", "Kotlin", "Scala", "Groovy", "Swift", "Dart", "PHP", "Zig"],
        forms: &[
            other(
                r"^(?:(?:[a-z]+|non-sealed)(?:\([a-z]+\))?\s+)*?(?:class|interface|struct|enum|record(?:\s+(?:class|struct))?|trait|object|protocol|extension|actor|namespace|mixin)\s+([A-Za-z_]\w*(?:\.\w+)*)",
            ),
            other(
                r"^(?:(?:[a-z]+)(?:\([a-z]+\))?\s+)*?(?:fun|func|def|function|fn)\s+(?:<[^>]*>\s*)?(?:[\w<>?]+\.)?(?:`([^`]+)`|([A-Za-z_]\w*))",
            ),
            C_FUNCTION,
            other(
                r"^(?:(?:public|private|protected|internal|static|virtual|override|abstract|readonly|const|final)\s+)+[\w.<>,?\[\]\s]*?(\w+)\s*(?:\{|=)",
            ),
            other(r"^(?:(?:public|private|internal|override|static)\s+)*(?:val|var|let|const)\s+(\w+)"),
        ],
    },
    Family {
        languages: &["JavaScript", "TypeScript", "QML"],
        forms: &[
            test(
                r#"^(?:await\s+)?(?:test|it|describe|suite|context|specify|fit|xit|fdescribe|xdescribe)(?:\.\w+)*\s*\(\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|`([^`]*)`)"#,
            ),
            other(
                r"^(?:(?:export|default|declare|abstract|async)\s+)*(?:function\s*\*?|class|interface|enum|namespace|type|signal)\s+([\w$]+)",
            ),
            other(r"^(?:export\s+)?(?:const|let|var)\s+([\w$]+)"),
            other(r"^(?:(?:default|readonly|required)\s+)*property\s+\S+\s+(\w+)"),
            other(
                r"^(?:(?:public|private|protected|static|async|get|set|readonly|override|abstract)\s+)*[#*]?([A-Za-z_$][\w$]*)\s*(?:<[^>()]*>)?\([^;{}]*\)\s*(?::[^{;=]+)?\{",
            ),
            other(r"^([A-Z]\w*(?:\.\w+)*)\s*\{"),
        ],
    },
    Family { languages: &["Python"], forms: &[other(r"^(?:async\s+)?(?:def|class|cdef|cpdef)\s+(\w+)")] },
    Family {
        languages: &["Ruby"],
        forms: &[
            other(r"^(?:def|class|module)\s+([\w.:?!]+)"),
            test(r#"^(?:RSpec\.)?(?:it|describe|context|test|scenario|feature|specify)\s*\(?\s*(?:"([^"]*)"|'([^']*)')"#),
        ],
    },
    Family {
        languages: &["Go"],
        forms: &[other(r"^func\s+(?:\(\s*(?:\w+\s+)?\*?(\w+)[^)]*\)\s*)?(\w+)"), other(r"^(?:type|const|var)\s+(\w+)")],
    },
    Family {
        languages: &["Ada"],
        forms: &[other(
            r#"(?i)^(?:(?:not|overriding|private|separate|generic|with)\s+)*(?:procedure|function|package(?:\s+body)?|task(?:\s+(?:type|body))*|protected(?:\s+(?:type|body))*|entry|type|subtype|project)\s+([\w.]+|"[^"]+")"#,
        )],
    },
    Family {
        languages: &["SQL"],
        forms: &[other(
            r#"(?i)^(?:create|alter)\s+(?:or\s+(?:replace|alter)\s+)?(?:(?:unique|temporary|temp|materialized|recursive|unlogged|global|constraint)\s+)*(?:table|view|function|procedure|trigger|index|type|sequence|package(?:\s+body)?|domain|schema|role|policy)\s+(?:if\s+not\s+exists\s+)?([\w."\[\]]+)"#,
        )],
    },
    Family {
        languages: &["Verilog", "SystemVerilog"],
        forms: &[
            other(
                r"^(?:(?:virtual|extern|local|protected|pure|static)\s+)*(?:module|interface|package|program|class|checker|property|sequence|covergroup|primitive)\s+(?:automatic\s+|static\s+)?(\w+)",
            ),
            other(r"^(?:(?:virtual|extern|local|protected|pure|static)\s+)*(?:function|task)\s+(?:[\w\[\]:\s-]*?\s)?([\w:]+)\s*[(;]"),
        ],
    },
    Family {
        languages: &["VHDL"],
        forms: &[
            other(
                r"(?i)^(?:entity|architecture|package(?:\s+body)?|procedure|(?:pure\s+|impure\s+)?function|component|configuration)\s+(\w+)",
            ),
            other(r"(?i)^(\w+)\s*:\s*(?:process|block|entity)\b"),
        ],
    },
    Family { languages: &["Gherkin"], forms: &[test(r"^[^\s:|@*-][^:|]*:[ \t]*(\S[^\n]*)")] },
    Family {
        languages: &["shell"],
        forms: &[test(r#"^@test\s+["']([^"']*)["']"#), other(r"^(?:function\s+)?([\w:-]+)\s*\(\s*\)"), other(r"^function\s+([\w:-]+)")],
    },
    Family {
        languages: &["PowerShell"],
        forms: &[
            other(r"(?i)^(?:function|filter|class|enum)\s+([\w:-]+)"),
            test(r#"(?i)^(?:It|Describe|Context)\s+(?:-Name\s+)?(?:"([^"]*)"|'([^']*)')"#),
        ],
    },
    Family {
        languages: &["MATLAB"],
        forms: &[other(r"^function\s+(?:[^=(\n]*=\s*)?([\w.]+)"), other(r"^classdef\s+(?:\([^)]*\)\s*)?(\w+)")],
    },
    Family {
        languages: &["CMake"],
        forms: &[
            test(r"(?i)^add_test\s*\(\s*(?:NAME\s+)?([\w.-]+)"),
            other(r"(?i)^(?:function|macro|add_executable|add_library|add_custom_target|project)\s*\(\s*([\w.-]+)"),
        ],
    },
    Family { languages: &["Lua"], forms: &[other(r"^(?:local\s+)?function\s+([\w.:]+)")] },
    Family { languages: &["R"], forms: &[other(r"^([\w.]+)\s*(?:<-|=)\s*function"), test(r#"^test_that\s*\(\s*["']([^"']*)["']"#)] },
    Family {
        languages: &["Julia"],
        forms: &[other(r"^(?:mutable\s+)?(?:function|struct|module|macro)\s+([\w.!]+)"), test(r#"^@testset\s+"([^"]*)""#)],
    },
    Family {
        languages: &["Fortran", "Fortran 77"],
        forms: &[other(
            r"(?i)^(?:(?:pure|elemental|recursive|impure|integer|real|logical|double\s+precision|character)(?:\s*\([^)]*\))?\s+)*(?:subroutine|function|module|program|type|interface)\s*(?:,[^:]*)?(?:::\s*|\s)(\w+)",
        )],
    },
    Family {
        languages: &["Pascal", "Structured Text"],
        forms: &[other(
            r"(?i)^(?:class\s+)?(?:procedure|function_block|function|constructor|destructor|unit|program|interface|method|type|property|action)\s+(?:(?:public|private|protected|internal|abstract|final)\s+)*([\w.]+)",
        )],
    },
    Family {
        languages: &["F#"],
        forms: &[other(
            r"^(?:let|and|type|module|member)\s+(?:(?:rec|inline|private|mutable|internal|static)\s+)*(?:\w+\.)?(?:``([^`]+)``|([\w'.]+))",
        )],
    },
    Family { languages: &["Haskell"], forms: &[other(r"^(?:data|newtype|class|type|module)\s+(\w+)"), other(r"^([a-z_][\w']*)\s*::")] },
    Family { languages: &["assembly"], forms: &[other(r"^([A-Za-z_.$][\w.$]*):")] },
];

/// The forms of one family, ready to be looked for.
type Compiled = Vec<(What, Regex)>;

/// What has been compiled so far: a project has few languages, and most have no tag.
static COMPILED: LazyLock<Vec<OnceLock<Compiled>>> = LazyLock::new(|| TABLE.iter().map(|_| OnceLock::new()).collect());

fn compile(family: &Family) -> Compiled {
    // The letters of Unicode are a large table in every `\w`, which takes longer to compile than most projects take to be read. For a
    // name it is enough that nothing of ASCII ends it.
    let plain = |pattern: &str| pattern.replace(r"\w", r"[0-9A-Za-z_\x{80}-\x{10FFFF}]").replace(r"\b", r"(?-u:\b)");
    family.forms.iter().filter_map(|form| Regex::new(&plain(form.pattern)).ok().map(|regex| (form.what, regex))).collect()
}

/// Words that precede a bracket and are no function.
const NO_FUNCTION: [&str; 24] = [
    "if",
    "for",
    "while",
    "switch",
    "return",
    "catch",
    "sizeof",
    "alignof",
    "decltype",
    "else",
    "do",
    "case",
    "throw",
    "delete",
    "new",
    "goto",
    "co_await",
    "co_return",
    "using",
    "lock",
    "foreach",
    "await",
    "assert",
    "static_assert",
];

/// What the beginning of a text declares: its name, and whether its form is one of tests.
pub(super) fn declared(language: &str, code: &str) -> Option<(String, bool)> {
    let at = TABLE.iter().position(|family| family.languages.contains(&language))?;
    let forms = COMPILED.get(at)?.get_or_init(|| compile(&TABLE[at]));
    forms.iter().find_map(|(what, regex)| {
        let captures = regex.captures(code)?;
        match what {
            What::Function => function(&captures).map(|name| (name, false)),
            _ => {
                let groups = captures.iter().skip(1).flatten().map(|group| group.as_str().trim());
                let name = groups.filter(|group| !group.is_empty()).collect::<Vec<_>>().join(".");
                (!name.is_empty()).then_some((name, *what == What::Test))
            }
        }
    })
}

/// The name of a function of the family of C, unless the text is a statement.
fn function(captures: &Captures<'_>) -> Option<String> {
    let before = captures.get(1)?.as_str().trim();
    let name: String = captures.get(2)?.as_str().split_whitespace().collect();
    let is_word = |word: &str| NO_FUNCTION.contains(&word);
    if is_word(&name) || before.contains("<<") || before.split(|sign: char| !sign.is_alphanumeric() && sign != '_').any(is_word) {
        return None;
    }
    if before.ends_with(['.', ',']) || before.ends_with("->") {
        return None;
    }
    // Without a type only a constructor or a destructor is one, and a call is not.
    let parts: Vec<&str> = name.split("::").collect();
    let constructs = matches!(parts.as_slice(), [.., class, method] if method.trim_start_matches('~') == *class);
    (!before.is_empty() || constructs).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tags::languages::Language;

    #[test]
    fn every_pattern_is_an_expression_and_every_language_is_known() {
        for family in TABLE {
            assert_eq!(family.forms.len(), compile(family).len(), "{:?}", family.languages);
            for language in family.languages {
                assert!(Language::named(language).is_some(), "{language}");
            }
        }
    }

    #[test]
    fn declarations_have_the_name_that_results_have() {
        for (language, code, expected) in [
            ("Rust", "pub(crate) const unsafe fn dose(x: u8)", Some(("dose", false))),
            ("Rust", "pub struct Dose {", Some(("Dose", false))),
            ("Rust", "impl<'a, T: Into<u8>> From<T> for Dose<'a> {", Some(("Dose", false))),
            ("Rust", "fn größe(x: u8)", Some(("größe", false))),
            ("Rust", "let x = f(1);", None),
            ("C", "static int\ndose(int rate)\n{", Some(("dose", false))),
            ("C", "return dose(rate);", None),
            ("C", "dose(rate);", None),
            ("C", "const uint8_t LIMITS[] = {1, 2};", Some(("LIMITS", false))),
            ("C", "#define MAX_RATE 5", Some(("MAX_RATE", false))),
            ("C++", "TEST_F(Pump, stops)\n{", Some(("Pump.stops", true))),
            ("C++", "TEST_CASE(\"stops at once\", \"[pump]\") {", Some(("stops at once", true))),
            ("C++", "BOOST_AUTO_TEST_CASE(stops) {", Some(("stops", true))),
            ("C++", "std::vector<int> Pump::rates(int a) const {", Some(("Pump::rates", false))),
            ("C++", "Pump::Pump(int a) : a_(a) {", Some(("Pump::Pump", false))),
            ("C++", "pump::stop(now);", None),
            ("C++", "std::cout << rate(x);", None),
            ("C++", "enum class State : int {", Some(("State", false))),
            ("C#", "public async Task<int> Stops(int a)", Some(("Stops", false))),
            ("C#", "public sealed class Pump : IPump", Some(("Pump", false))),
            ("C#", "public int Rate { get; set; }", Some(("Rate", false))),
            ("Java", "void stops() throws Exception {", Some(("stops", false))),
            ("Kotlin", "fun `stops at once`() {", Some(("stops at once", false))),
            ("Kotlin", "private suspend fun stop() {", Some(("stop", false))),
            ("Swift", "public func testStop() throws {", Some(("testStop", false))),
            ("Python", "async def test_stop(self):", Some(("test_stop", false))),
            ("JavaScript", "it.each(x)", None),
            ("JavaScript", "it('stops', async () => {", Some(("stops", true))),
            ("TypeScript", "export default class Pump {", Some(("Pump", false))),
            ("TypeScript", "private stop(a: number): void {", Some(("stop", false))),
            ("QML", "property int rate: 0", Some(("rate", false))),
            ("Go", "func (p *Pump) Stop() error {", Some(("Pump.Stop", false))),
            ("Go", "func TestStop(t *testing.T) {", Some(("TestStop", false))),
            ("Ada", "procedure Stop (Now : Boolean) is", Some(("Stop", false))),
            ("SQL", "CREATE OR REPLACE FUNCTION pump.stop()", Some(("pump.stop", false))),
            ("SystemVerilog", "function automatic logic [7:0] rate(input x);", Some(("rate", false))),
            ("Verilog", "module pump (", Some(("pump", false))),
            ("VHDL", "entity pump is", Some(("pump", false))),
            ("Gherkin", "Scenario Outline: Stow a study", Some(("Stow a study", true))),
            ("Gherkin", "Szenario: Die Pumpe hält", Some(("Die Pumpe hält", true))),
            ("Gherkin", "Given a pump", None),
            ("shell", "stop() {", Some(("stop", false))),
            ("MATLAB", "function [a, b] = stop(c)", Some(("stop", false))),
            ("Structured Text", "FUNCTION_BLOCK PUBLIC FB_Pump", Some(("FB_Pump", false))),
            ("CMake", "add_test(NAME pump COMMAND x)", Some(("pump", true))),
            ("YAML", "a: b", None),
        ] {
            assert_eq!(declared(language, code), expected.map(|(name, test)| (name.to_owned(), test)), "{language}: {code}");
        }
    }
}
