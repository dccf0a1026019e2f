//! Does a procedure say how a thing is done?

use crate::answered::says_something;
use primum_model::{Kind, Model};

/// Does a procedure with some content cover the subject?
pub(crate) fn has_procedure(model: &Model, covers: &str) -> bool {
    model.of(Kind::Procedure).any(|procedure| procedure.says("covers", covers) && says_something(&procedure.body()))
}
