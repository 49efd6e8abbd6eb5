//! What comes in: the register document as a file.
