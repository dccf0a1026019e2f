//! Software from elsewhere: what files hold, what is declared, what is known against it.

pub mod list;
pub mod response;
pub mod show;
pub mod sync;
