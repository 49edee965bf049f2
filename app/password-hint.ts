export const PASSWORD_HINT = "At least 10 characters, of any kind. A few words make a good one.";
