//! `primum soup`: software from elsewhere.

mod db;
mod list;
mod scan;
mod show;
mod sync;
mod write;

use super::Place;
use crate::cli::Soup;
use anyhow::Result;
use std::process::ExitCode;

pub(crate) fn run(command: &Soup, place: Place) -> Result<ExitCode> {
    match command {
        Soup::List(args) => list::run(args, place),
        Soup::Response(args) => list::response(args, place),
        Soup::Sync(args) => sync::run(args, place),
        Soup::Show(args) => show::run(args, place),
        Soup::Scan(args) => scan::run(args, place),
        Soup::Db(command) => db::run(command, place),
        Soup::Sbom(args) => write::sbom(args, place),
        Soup::Vex(args) => write::vex(args, place),
    }
}
