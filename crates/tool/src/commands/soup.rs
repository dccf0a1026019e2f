//! `primum soup`: software from elsewhere.

mod db;
mod scan;
mod show;

use super::Place;
use crate::cli::Soup;
use anyhow::{Result, bail};
use std::process::ExitCode;

pub(crate) fn run(command: &Soup, place: Place) -> Result<ExitCode> {
    match command {
        Soup::Show(args) => show::run(args, place),
        Soup::Scan(args) => scan::run(args, place),
        Soup::Db(command) => db::run(command, place),
        _ => bail!("this command is not built yet"),
    }
}
