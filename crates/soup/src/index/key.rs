//! Under what is asked: keys of packages, products and identifiers, and where the hash of a key lies.

use crate::ecosystem::Ecosystem;

/// The key of a package: its ecosystem without release, and the name in the form in which it is compared.
pub(crate) fn key_of_package(ecosystem: &str, name: &str) -> String {
    match Ecosystem::of_osv(ecosystem) {
        Some(known @ (Ecosystem::Git | Ecosystem::Swift)) => format!("{}\0{}", known.osv(), crate::advisory::plain_repository(name)),
        Some(known) => format!("{}\0{}", known.osv(), known.comparable(name)),
        None => format!("{}\0{name}", ecosystem.split(':').next().unwrap_or(ecosystem)),
    }
}

/// The key of a product of CPE.
pub(crate) fn key_of_product(product: &str) -> String {
    format!("cpe\0{product}")
}

pub(super) fn key_of_name(name: &str) -> String {
    format!("\0{}", name.to_ascii_uppercase())
}

/// FNV-1a with a last mix, so that the upper bits are spread as well. What is stored beside it is compared in full.
pub(super) fn hash_of(key: &str) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in key.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    hash ^= hash >> 32;
    hash = hash.wrapping_mul(0xd6e8_feb8_6659_fd93);
    hash ^ (hash >> 32)
}

/// The bucket of a hash by its upper bits, so that entries in the order of their hash are in the order of the buckets.
pub(super) fn bucket_of(hash: u64, buckets: u64) -> u64 {
    match buckets.trailing_zeros() {
        0 => 0,
        bits => hash >> (64 - bits),
    }
}
