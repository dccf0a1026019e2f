//! Maven: what a `pom.xml` and its parents ask for, with properties and managed versions filled in.

use super::gathering::{Gathering, text_at};
use super::maven_model::{Dependency, Model, Pom};
use crate::component::{Component, Inventory, Part, Relation, Scope};
use crate::ecosystem::Ecosystem;
use crate::files::Files;
use crate::node::shown;
use crate::refusal::Refusal;

/// How many parents are followed; a longer line is a circle or an attack.
const PARENTS: usize = 32;

/// Is it a file in which Maven keeps a project?
pub(super) fn is_pom(path: &str) -> bool {
    let name = super::file_name(path);
    name == "pom.xml" || name.ends_with(".pom")
}

/// Reads a `pom.xml`.
pub(super) fn read(path: &str, files: &Files) -> Result<Inventory, Refusal> {
    let mut gathered = Gathering::default();
    let mut model = Model::new(Pom::read(&text_at(path, files)?)?);
    parents(path, files, &mut model, &mut gathered);
    let own = model.own();
    if let Some((group, artifact, version)) = &own {
        let component = Component {
            ecosystem: Some(Ecosystem::Maven),
            name: format!("{group}:{artifact}"),
            version: version.clone(),
            part: Part::Own,
            licence: model.poms[0].licence.clone(),
            line: 1,
            ..Component::default()
        };
        gathered.add("own", component);
    }
    for depth in 0..model.poms.len() {
        let dependencies = std::mem::take(&mut model.poms[depth].dependencies);
        for dependency in &dependencies {
            // What a parent says stands at no line of this file.
            let line = if depth == 0 { dependency.line } else { 1 };
            take(dependency, line, &model, own.as_ref(), &mut gathered);
        }
    }
    let boms = model.boms();
    if !boms.is_empty() {
        let open = gathered.components.iter().any(|component| component.version.is_empty());
        let effect = if open { "versions that stand there are not known here" } else { "every version is known without it" };
        for bom in boms {
            gathered.note(1, format!("versions are managed by `{}`, which is not at hand: {effect}", shown(&bom)));
        }
    }
    if gathered.components.iter().any(|component| component.part == Part::Foreign) {
        gathered.note(1, "a pom.xml tells only what the project asks for; `mvn dependency:tree` tells what comes with it");
    }
    Ok(gathered.into_inventory(false))
}

/// Follows `relativePath` as long as the files are at hand.
fn parents(path: &str, files: &Files, model: &mut Model, gathered: &mut Gathering) {
    let mut path = path.to_owned();
    for _ in 0..PARENTS {
        let Some(parent) = model.poms.last().and_then(|pom| pom.parent.clone()) else { return };
        let missing =
            |why: &str| format!("the parent `{}:{}:{}` {why}", shown(&parent.group), shown(&parent.artifact), shown(&parent.version));
        // An empty path means that the parent comes from a repository.
        let place = (!parent.path.is_empty()).then(|| Files::beside(&path, &parent.path)).flatten();
        let place = place.and_then(|place| {
            let inside = if place.is_empty() { "pom.xml".to_owned() } else { format!("{place}/pom.xml") };
            [place, inside].into_iter().find(|place| files.bytes(place).is_some())
        });
        let Some(place) = place else {
            gathered.note(parent.line, missing("is not at hand: what it asks for and what versions it manages are not known"));
            return;
        };
        let pom = match text_at(&place, files).and_then(|text| Pom::read(&text)) {
            Ok(pom) => pom,
            Err(refusal) => {
                gathered.note(parent.line, missing(&format!("is not read from `{place}`: {refusal}")));
                return;
            }
        };
        // The file that lies there may be of another project; then Maven asks its repository.
        if pom.artifact != parent.artifact || pom.group.as_ref().is_some_and(|group| *group != parent.group) {
            gathered.note(parent.line, missing(&format!("is not what lies at `{place}`, and not at hand")));
            return;
        }
        model.poms.push(pom);
        path = place;
    }
    gathered.note(1, format!("more than {PARENTS} parents stand one above the other; those beyond are not read"));
}

fn take(dependency: &Dependency, line: u32, model: &Model, own: Option<&(String, String, String)>, gathered: &mut Gathering) {
    let (Some(group), Some(artifact)) = (model.filled(&dependency.group), model.filled(&dependency.artifact)) else {
        gathered.note(line, format!("`{}:{}` names a property that is not known", shown(&dependency.group), shown(&dependency.artifact)));
        return;
    };
    if group.is_empty() || artifact.is_empty() {
        gathered.note(line, format!("a dependency has no group or no artifact: `{}:{}`", shown(&group), shown(&artifact)));
        return;
    }
    let name = format!("{group}:{artifact}");
    let managed = model.managed(&group, &artifact, &dependency.kind, &dependency.classifier);
    let stated = [&dependency.version, &managed.version].into_iter().find(|text| !text.is_empty()).cloned().unwrap_or_default();
    let scope = [&dependency.scope, &managed.scope].into_iter().find(|text| !text.is_empty()).cloned().unwrap_or_default();
    let mut component = Component {
        ecosystem: Some(Ecosystem::Maven),
        name: name.clone(),
        relation: Relation::Direct,
        scope: if dependency.is_plugin { Scope::Development } else { Scope::Shipped },
        line,
        ..Component::default()
    };
    match model.filled(&scope).unwrap_or_default().as_str() {
        "test" => component.scope = Scope::Test,
        "provided" => {
            gathered
                .note(line, format!("`{}` is provided where the software runs: it is not packed and yet runs, so it counts", shown(&name)));
        }
        "system" => model.filled(&dependency.system_path).unwrap_or_default().clone_into(&mut component.origin),
        "" | "compile" | "runtime" => {}
        other => gathered.note(line, format!("the scope `{}` of `{}` is not known and counts as shipped", shown(other), shown(&name))),
    }
    if dependency.is_plugin && dependency.asks {
        gathered.note(line, format!("what the plugin `{}` asks for in addition is not read", shown(&name)));
    }
    if let Some(profile) = &dependency.profile {
        gathered.note(line, format!("`{}` is there only with the profile `{}`", shown(&name), shown(profile)));
    }
    match model.filled(&stated) {
        Some(version) if version.is_empty() => {
            gathered.note(line, format!("the version of `{}` is managed elsewhere and not known here", shown(&name)));
        }
        None => {
            gathered.note(line, format!("the version `{}` of `{}` names a property that is not known", shown(&stated), shown(&name)));
            component.range = stated;
        }
        Some(version) => {
            // `[1.0]` is exact; a plain version is what Maven takes for what the project itself asks for.
            let single = version.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(&version);
            if single.contains([',', '[', ']', '(', ')']) || matches!(single, "LATEST" | "RELEASE") {
                component.range = version;
            } else {
                if single.ends_with("-SNAPSHOT") {
                    gathered.note(line, format!("`{}` is a snapshot, which is not the same every day", shown(&name)));
                }
                single.trim().clone_into(&mut component.version);
            }
        }
    }
    if own.is_some_and(|(own_group, _, own_version)| *own_group == group && !own_version.is_empty() && *own_version == component.version) {
        component.part = Part::Own;
        component.relation = Relation::Unknown;
        gathered.note(line, format!("`{}` has the group and the version of the project and counts as part of it", shown(&name)));
    }
    let key = format!("{name}\0{}\0{}", component.version, component.range);
    gathered.add(key, component);
}

#[cfg(test)]
mod tests {
    use crate::locks::testing::{lines, notes, read, refused};

    const PARENT: &str = "<project><groupId>g</groupId><artifactId>top</artifactId><version>1.0</version><properties><p>7</p></properties>
<dependencyManagement><dependencies>
<dependency><groupId>m</groupId><artifactId>m</artifactId><version>${p}.1</version><scope>test</scope></dependency>
<dependency><groupId>bom</groupId><artifactId>bom</artifactId><version>3</version><type>pom</type><scope>import</scope></dependency>
</dependencies></dependencyManagement>
<dependencies><dependency><groupId>in</groupId><artifactId>herited</artifactId><version>5</version></dependency></dependencies></project>";
    const POM: &str =
        "<project><artifactId>a</artifactId><parent><groupId>g</groupId><artifactId>top</artifactId><version>1.0</version></parent>
<properties><q>${p}</q><loop>${loop}</loop></properties>
<dependencies>
<dependency><groupId>${project.groupId}</groupId><artifactId>b</artifactId><version>${project.version}</version></dependency>
<dependency><groupId>m</groupId><artifactId>m</artifactId></dependency>
<dependency><groupId>x</groupId><artifactId>x</artifactId><version>${q}</version><scope>provided</scope></dependency>
<dependency><groupId>r</groupId><artifactId>r</artifactId><version>[1,2)</version></dependency>
<dependency><groupId>l</groupId><artifactId>l</artifactId><version>${loop}</version></dependency>
<dependency><groupId>n</groupId><artifactId>n</artifactId></dependency>
<dependency><artifactId>nameless</artifactId></dependency>
</dependencies>
<build><plugins><plugin><artifactId>maven-x-plugin</artifactId><version>3</version></plugin></plugins></build>
<profiles><profile><id>pro</id><dependencies>
<dependency><groupId>f</groupId><artifactId>f</artifactId><version>1</version></dependency></dependencies></profile></profiles></project>";

    #[test]
    fn properties_parents_and_management_are_filled_in() {
        let inventory = read("pom.xml", &[("a/pom.xml", POM), ("pom.xml", PARENT)]).expect("a model");
        assert_eq!(
            lines(&inventory),
            [
                "1 g:a 1.0 Unknown Shipped Own",
                "4 g:b 1.0 Unknown Shipped Own",
                "5 m:m 7.1 Direct Test",
                "6 x:x 7 Direct Shipped",
                "7 r:r  (asks [1,2)) Direct Shipped",
                "8 l:l  (asks ${loop}) Direct Shipped",
                "9 n:n  Direct Shipped",
                "12 org.apache.maven.plugins:maven-x-plugin 3 Direct Development",
                "14 f:f 1 Direct Shipped",
                "1 in:herited 5 Direct Shipped",
            ]
        );
        for words in [
            "`bom:bom:3`",
            "provided where",
            "no group or no artifact",
            "profile `pro`",
            "`${loop}` of `l:l`",
            "`n:n` is managed elsewhere",
        ] {
            assert!(notes(&inventory, words), "{words}: {:?}", inventory.notes);
        }
    }

    #[test]
    fn a_parent_that_is_not_at_hand_or_above_itself_is_told() {
        let alone = read("pom.xml", &[("pom.xml", POM)]).expect("a model");
        assert!(notes(&alone, "the parent `g:top:1.0` is not at hand") && notes(&alone, "names a property"));
        let circle = "<project><groupId>g</groupId><artifactId>top</artifactId><parent><groupId>g</groupId><artifactId>top</artifactId><relativePath>pom.xml</relativePath></parent></project>";
        let inventory = read("pom.xml", &[("pom.xml", circle)]).expect("a model");
        assert!(notes(&inventory, "more than 32 parents"));
        let stranger =
            read("pom.xml", &[("a/pom.xml", POM), ("pom.xml", "<project><artifactId>other</artifactId></project>")]).expect("a model");
        assert!(notes(&stranger, "is not what lies at `pom.xml`"));
        refused("pom.xml", "<a>\n</a>", 1, "not `project`");
        refused("pom.xml", "<project>\n<", 2, "no XML");
    }

    #[test]
    fn properties_that_double_each_other_stay_small() {
        let doubling: String = (0..40).map(|at| format!("<p{at}>${{p{0}}}${{p{0}}}</p{at}>", at + 1)).collect();
        let text = format!(
            "<project><properties>{doubling}<p40>x</p40></properties><dependencies><dependency><groupId>a</groupId><artifactId>b</artifactId><version>${{p0}}</version></dependency></dependencies></project>"
        );
        let inventory = read("pom.xml", &[("pom.xml", &text)]).expect("a model");
        assert_eq!(lines(&inventory), ["1 a:b  (asks ${p0}) Direct Shipped"]);
    }
}
