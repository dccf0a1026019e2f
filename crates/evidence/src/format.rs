//! The formats that are read: one table, from which names and descriptions come.

use std::fmt;

/// What a format tells about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// Results of tests.
    Tests,
    /// Coverage by tests.
    Coverage,
    /// Findings of static analysis, compilers included.
    Analysis,
}

impl Subject {
    /// The word for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Tests => "tests",
            Self::Coverage => "coverage",
            Self::Analysis => "analysis",
        }
    }
}

macro_rules! formats {
    ($($variant:ident $subject:ident $id:literal $name:literal;)*) => {
        /// A format that is read.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Format {
            $(#[doc = $name] $variant,)*
        }

        impl Format {
            /// Every format.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The short name, as in JSON.
            #[must_use]
            pub fn id(self) -> &'static str {
                match self { $(Self::$variant => $id,)* }
            }

            /// The name for people.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// What it tells about.
            #[must_use]
            pub fn subject(self) -> Subject {
                match self { $(Self::$variant => Subject::$subject,)* }
            }
        }
    };
}

formats! {
    JUnit Tests "junit" "JUnit XML";
    Trx Tests "trx" "Visual Studio TRX";
    NUnit2 Tests "nunit2" "NUnit 2 XML";
    NUnit3 Tests "nunit3" "NUnit 3 XML";
    XUnit Tests "xunit" "xUnit.net v2 XML";
    CTest Tests "ctest" "CTest XML";
    Robot Tests "robot" "Robot Framework output XML";
    Go Tests "go-test" "go test -json";
    Tap Tests "tap" "TAP";
    Cobertura Coverage "cobertura" "Cobertura XML";
    Clover Coverage "clover" "Clover XML";
    JaCoCo Coverage "jacoco" "JaCoCo XML";
    SonarQube Coverage "sonarqube" "SonarQube generic coverage XML";
    Lcov Coverage "lcov" "LCOV tracefile";
    Gcov Coverage "gcov" "gcov JSON";
    Gcovr Coverage "gcovr" "gcovr JSON";
    GcovrSummary Coverage "gcovr-summary" "gcovr JSON summary";
    Coveralls Coverage "coveralls" "Coveralls JSON";
    Sarif Analysis "sarif" "SARIF";
    Cppcheck Analysis "cppcheck" "cppcheck XML";
    Diagnostics Analysis "diagnostics" "diagnostics of GCC, Clang or clang-tidy";
    GitLab Analysis "gitlab" "GitLab code quality JSON";
    ESLint Analysis "eslint" "ESLint JSON";
    Cargo Analysis "cargo" "cargo --message-format=json";
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
