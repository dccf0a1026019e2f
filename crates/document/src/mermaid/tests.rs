//! What is drawn, what stays source, and that no text does harm.
