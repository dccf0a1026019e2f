//! `primum new`: a record to start from, with the next free ID over the whole repository.

use super::print;
use crate::cli::New;
use crate::disk::{Project, write_all};
use anyhow::{Context, Result, bail};
use primum_model::skeleton::{next_id, skeleton};
use primum_model::suggest::nearest;
use primum_model::{Date, Model};
use std::process::ExitCode;

pub(crate) fn run(args: &New, date: Date) -> Result<ExitCode> {
    let project = Project::open(&args.target)?;
    let root = project.root.clone();
    let folder = project.config()?.paths.first().cloned().unwrap_or_else(|| "records".to_owned());
    let snapshot = project.snapshot(date)?;
    if let Some((path, reason)) = snapshot.unread.first() {
        // The ID could be taken in a file that nobody could read.
        bail!("{path}: {reason}; no free ID can be given");
    }
    let model = Model::build(snapshot).map_err(|error| anyhow::anyhow!("primum.toml: {}", error.message))?;
    let schema = &model.config.schema;
    let Some(spec) = schema.named(&args.kind.replace('-', " ")).or_else(|| schema.named(&args.kind)) else {
        let names = schema.kinds().iter().map(|spec| spec.name.as_str());
        let near = nearest(&args.kind, names.chain(schema.prefixes())).map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
        bail!("there is no kind `{}`{near} (`primum explain` lists them)", args.kind);
    };
    // A prefix that was named goes before the kind's first one: SRS-DOSE gives SRS-DOSE-001.
    let prefix = match &args.prefix {
        Some(prefix) if schema.kind_of_id(&format!("{prefix}-1")) == Some(spec.kind) => prefix.as_str(),
        Some(prefix) => bail!("an ID that begins with `{prefix}` is not one of a {}", spec.name),
        None => spec.prefix(),
    };
    let id = next_id(&model, prefix);
    let title = if args.title.is_empty() { format!("New {}", spec.name) } else { args.title.join(" ") };
    let path = match &args.file {
        Some(file) => file.clone(),
        None => root.join(&folder).join(format!("{id}.md")),
    };
    let text = match std::fs::read_to_string(&path) {
        Ok(before) => format!("{}\n\n{}", before.trim_end(), skeleton(spec, &id, &title, 2)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => skeleton(spec, &id, &title, 1),
        Err(error) => return Err(error).with_context(|| format!("{} cannot be read", path.display())),
    };
    if args.print {
        print(&text)?;
    } else {
        write_all(&[(path.clone(), text.into_bytes())])?;
        print(&format!("{id} in {}\n", path.strip_prefix(&root).unwrap_or(&path).display()))?;
    }
    Ok(ExitCode::SUCCESS)
}
