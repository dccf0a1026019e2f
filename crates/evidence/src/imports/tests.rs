//! Imports by table, language by language: what counts, what does not, and where it leads.

use super::*;
use proptest::prelude::*;

/// `target > file file` for each import of the first file.
fn led(files: &[(&str, &str)]) -> Vec<String> {
    let found = read(files);
    let to = |import: &Import| import.to.iter().map(|at| files[*at as usize].0).collect::<Vec<_>>().join(" ");
    found[0].iter().map(|import| format!("{} > {}", import.target, to(import)).trim_end().to_owned()).collect()
}

#[test]
fn c_includes_by_the_folder_or_by_the_only_path_that_ends_so() {
    let text = "#include \"b.h\"\n# include <lib/c.h>\n#include <string.h>\n#include <two.h>\n// #include \"d.h\"\n/*\n#include \"d.h\"\n*/\n\
                const char *s = \"\\\n#include \\\"d.h\\\"\";\n#include \"../x/b.h\" // why\n#include MACRO\n#import \"none.h\"\n";
    let files = [
        ("src/a.c", text),
        ("src/b.h", ""),
        ("x/b.h", ""),
        ("inc/lib/c.h", ""),
        ("p/two.h", ""),
        ("q/two.h", ""),
        ("u/string.h", ""),
        ("src/d.h", ""),
    ];
    assert_eq!(led(&files), ["b.h > src/b.h", "lib/c.h > inc/lib/c.h", "string.h >", "two.h >", "../x/b.h > x/b.h", "none.h >"]);
}

#[test]
fn rust_modules_uses_and_paths() {
    let text = "mod dose;\nuse crate::pump::{self, Motor, deep::{Er as E, *}};\nuse std::fmt;\nuse other_crate::api::Call;\n// use crate::no;\n\
                fn f() { let s = \"crate::no::x\"; other_crate::run(); std::mem::drop(1); local::call(); }\n\
                mod tests { use super::*; fn g() { super::alarm::ring(); } }\n";
    let files = [
        ("a/src/lib.rs", text),
        ("a/Cargo.toml", "[package]\nname = \"first\" # x\n[dependencies]\nname = \"q\"\n"),
        ("a/src/dose.rs", ""),
        ("a/src/pump.rs", ""),
        ("a/src/pump/deep/mod.rs", ""),
        ("a/src/alarm.rs", ""),
        ("a/src/no.rs", ""),
        ("b/Cargo.toml", "[package]\nname = \"other-crate\"\n"),
        ("b/src/lib.rs", ""),
        ("b/src/api.rs", ""),
    ];
    assert_eq!(
        led(&files),
        [
            "self::dose > a/src/dose.rs",
            "crate::pump > a/src/pump.rs",
            "crate::pump::Motor > a/src/pump.rs",
            "crate::pump::deep::Er > a/src/pump/deep/mod.rs",
            "crate::pump::deep > a/src/pump/deep/mod.rs",
            "std::fmt >",
            "other_crate::api::Call > b/src/api.rs",
            "other_crate::run > b/src/lib.rs",
            "super::alarm::ring > a/src/alarm.rs",
        ]
    );
}

#[test]
fn what_only_tests_of_rust_use_is_no_import() {
    let text = "use crate::a;\n#[cfg(test)]\nmod tests {\n    use crate::b;\n    fn f() { crate::c::g(); }\n}\nfn h() { crate::d::g(); }\n";
    let scanned = scan("src/lib.rs", text);
    let wanted: Vec<&str> = scanned.wants.iter().map(|wanted| wanted.target.as_str()).collect();
    assert_eq!(wanted, ["crate::a", "crate::d::g"]);
}

#[test]
fn a_test_of_rust_is_a_crate_of_its_own() {
    let files = [
        ("tests/it/run.rs", "use first::dose::Dose;\nuse crate::other::x;\nuse super::third;\n"),
        ("Cargo.toml", "[package]\nname = \"first\"\n"),
        ("src/lib.rs", ""),
        ("src/dose.rs", ""),
        ("src/other.rs", ""),
        ("tests/it/main.rs", ""),
        ("tests/it/other.rs", ""),
    ];
    assert_eq!(led(&files), ["first::dose::Dose > src/dose.rs", "crate::other::x > tests/it/other.rs", "super::third > tests/it/main.rs"]);
}

#[test]
fn python_modules_absolute_and_relative() {
    let text = "\"\"\"\nimport no\n\"\"\"\nimport os, pkg.dose as d\nfrom . import alarm\nfrom .alarm import ring\nfrom ..top import (a,\n  b)\n# import no\n\
                s = 'import no'\nif True: import deep\nfrom far.away import thing\nx = important\nfrom pkg import \\\n  dose\n";
    let files = [
        ("lib/pkg/sub/a.py", text),
        ("lib/pkg/__init__.py", ""),
        ("lib/pkg/dose.py", ""),
        ("lib/pkg/top.py", ""),
        ("lib/pkg/sub/alarm.py", ""),
        ("no.py", ""),
        ("x/far/away.py", ""),
        ("x/os.py", ""),
    ];
    assert_eq!(
        led(&files),
        [
            "os >",
            "pkg.dose > lib/pkg/dose.py",
            ". > lib/pkg/sub/alarm.py",
            ".alarm > lib/pkg/sub/alarm.py",
            "..top > lib/pkg/top.py",
            "deep >",
            "far.away > x/far/away.py",
            "pkg > lib/pkg/dose.py",
        ]
    );
}

#[test]
fn scripts_by_relative_path() {
    let text = "import a, { b } from './b';\nimport './side.css';\nexport * from '../c/index.js';\nconst d = require(\"./d\");\nimport React from 'react';\n\
                // import './no'\nconst s = `import './no'`;\nconst e = await import('./e');\nobj.require('./no');\nimport type { F } from './f.js';\n\
                export const g = './no';\nexport default './no';\n";
    let files = [
        ("src/a.ts", text),
        ("src/b.ts", ""),
        ("src/side.css", ""),
        ("c/index.ts", ""),
        ("src/d/index.js", ""),
        ("src/no.ts", ""),
        ("src/e.jsx", ""),
        ("src/f.ts", ""),
    ];
    assert_eq!(
        led(&files),
        [
            "./b > src/b.ts",
            "./side.css > src/side.css",
            "../c/index.js > c/index.ts",
            "./d > src/d/index.js",
            "react >",
            "./e > src/e.jsx",
            "./f.js > src/f.ts",
        ]
    );
}

#[test]
fn java_and_kotlin_by_package_and_type() {
    let text = "package a;\nimport b.Dose;\nimport static b.Dose.limit;\nimport c.*;\nimport java.util.List;\n/* import b.No; */\nclass X { String s = \"import b.No;\"; }\n";
    let files = [
        ("x/A.java", text),
        ("x/Dose.java", "package b;"),
        ("x/No.java", "package b;"),
        ("y/One.kt", "package c\n"),
        ("y/Two.kt", "package c\n"),
    ];
    assert_eq!(led(&files), ["b.Dose > x/Dose.java", "b.Dose.limit > x/Dose.java", "c.* > y/One.kt y/Two.kt", "java.util.List >"]);
}

#[test]
fn go_by_module_and_folder() {
    let text = "package main\n\nimport (\n\t\"fmt\"\n\td \"example.org/pump/dose\"\n\t// \"example.org/pump/no\"\n)\nimport \"example.org/pump\"\nvar s = \"example.org/pump/no\"\n";
    let files = [
        ("cmd/main.go", text),
        ("go.mod", "module example.org/pump // x\n\ngo 1.22\n"),
        ("dose/a.go", ""),
        ("dose/a_test.go", ""),
        ("dose/b.go", ""),
        ("root.go", ""),
        ("no/a.go", ""),
    ];
    assert_eq!(led(&files), ["fmt >", "example.org/pump/dose > dose/a.go dose/b.go", "example.org/pump > root.go"]);
}

#[test]
fn csharp_by_namespace_and_the_types_that_are_named() {
    let text = "using System;\nusing Pump.Dose;\nusing static Pump.Alarm.Bell;\nusing L = Pump.Log.Writer;\n// using Pump.No;\nnamespace Pump;\n\
                class A { Limit limit; string s = \"using Pump.No;\"; void f() { using var x = Open(); using (y) { } } }\n";
    let files = [
        ("a.cs", text),
        ("limit.cs", "namespace Pump.Dose;\npublic record struct Limit(int x);\n"),
        ("rate.cs", "namespace Pump.Dose { public class Rate { } }\n"),
        ("bell.cs", "namespace Pump.Alarm\n{\n    static class Bell { }\n}\n"),
        ("log.cs", "namespace Pump.Log;\nclass Writer : Base { }\n"),
        ("no.cs", "namespace Pump.No;\nclass Limit { }\n"),
    ];
    assert_eq!(led(&files), ["System >", "Pump.Dose > limit.cs", "Pump.Alarm.Bell > bell.cs", "Pump.Log.Writer > log.cs"]);
}

#[test]
fn a_place_is_that_of_the_text() {
    let text = "// é\n#include \"b.h\"\n";
    let import = &read(&[("a.c", text), ("b.h", "")])[0][0];
    assert_eq!(import.span.of(text), "\"b.h\"");
}

proptest! {
    #[test]
    fn any_text_is_read_and_every_place_lies_in_it(
        ending in prop::sample::select(vec!["c", "rs", "py", "ts", "java", "kt", "go", "cs", "toml"]),
        pieces in prop::collection::vec(prop::sample::select(vec![
            "import ", "from ", "use ", "mod ", "#include ", "using ", "namespace ", "require", "export ", "package ", "a", "é", "::", ".", "..", "*", "{", "}",
            "(", ")", ";", ",", "\"", "'", "`", "\n", "\r\n", "\\", "=", "<", ">", "//", "/*", "*/", "super", "crate", "self", "\u{1}", " ", "#",
        ]), 0..40),
    ) {
        let text = pieces.concat();
        let path = format!("x/a.{ending}");
        let scanned = scan(&path, &text);
        for wanted in &scanned.wants {
            prop_assert!(text.get(wanted.span.range()).is_some(), "{:?} in {:?}", wanted, text);
        }
        let other = format!("a.{ending}");
        let found = read(&[(path.as_str(), text.as_str()), (other.as_str(), text.as_str())]);
        prop_assert!(found.iter().flatten().flat_map(|import| &import.to).all(|to| *to < 2));
    }
}
