//! Software from elsewhere: what files hold, what is declared, what is known against it.

pub mod index;
pub mod list;
pub mod response;
pub mod scan;
pub mod show;
pub mod sync;
