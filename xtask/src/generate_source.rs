//! Writes a source tree of any size in C++ and Rust, without a trace tag: comments, strings, functions, includes.

use anyhow::{Context, Result};
use std::fmt::Write;
use std::path::Path;

/// How large a file becomes, in bytes, before it ends with its function.
const FILE: usize = 24 * 1024;

/// Writes files until they hold so many megabytes.
pub(crate) fn write(megabytes: usize, folder: &Path) -> Result<()> {
    let (mut written, mut number) = (0, 0);
    while written < megabytes * 1_000_000 {
        let (ending, text) = if number % 2 == 0 { ("cpp", cpp(number)) } else { ("rs", rust(number)) };
        let inner = folder.join(format!("src/module_{}", number % 97));
        std::fs::create_dir_all(&inner).with_context(|| format!("{} cannot be made", inner.display()))?;
        std::fs::write(inner.join(format!("part_{number}.{ending}")), &text)?;
        written += text.len();
        number += 1;
    }
    std::fs::create_dir_all(folder.join("records"))?;
    std::fs::write(folder.join("primum.toml"), "[product]\nname = \"Source\"\n")?;
    Ok(())
}

fn cpp(number: usize) -> String {
    let mut text = format!(
        "// Part {number} of the drive: nobody implements more than it says, and it verifies nothing.\n#include \"part_{}.h\"\n\n",
        number + 1
    );
    let mut function = 0;
    while text.len() < FILE {
        let _ = write!(
            text,
            "/* Limits step {function}. The motor is at rest before\n * and after it; see the data sheet of the driver. */\n\
             int limit_{number}_{function}(int rate, const char *who) {{\n    if (rate > {}) {{\n        \
             log(\"rate %d of \\\"%s\\\" is too high\\n\", rate, who); // told once\n        return {};\n    }}\n    \
             for (int i = 0; i < rate; ++i) {{\n        step(i * {}, 'x');\n    }}\n    return rate;\n}}\n\n",
            1000 + function,
            function % 7,
            function % 5 + 1
        );
        function += 1;
    }
    text
}

fn rust(number: usize) -> String {
    let mut text = format!("//! Part {number}: what the pump shows.\n\nuse crate::units::Rate;\n\n");
    let mut function = 0;
    while text.len() < FILE {
        let _ = write!(
            text,
            "/// The text of field {function}, as the clinician reads it at arm's length.\npub fn field_{number}_{function}<'a>(rate: Rate, name: &'a str) -> String {{\n    \
             // Digits only: a blank looks like a one from the side.\n    let shown = format!(\"{{name}}: {{}} µL/h\", rate.as_ul_per_h() / {});\n    \
             assert!(shown.len() < {}, r#\"\"{{shown}}\" does not fit\"#);\n    match shown.chars().next() {{\n        Some('-') => String::new(),\n        _ => shown,\n    }}\n}}\n\n",
            function % 9 + 1,
            40 + function % 9
        );
        function += 1;
    }
    text
}
