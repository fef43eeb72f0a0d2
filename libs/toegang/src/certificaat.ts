/** Client certificate of the connection, base64 of its DER; only the gateway sets it, and only for toegangsbeheer. */
export const CERTIFICAATKOP = 'x-bronhuis-certificaat';
/** `ja` when it was issued under an authority of this installation and is valid now; goes with the certificate. */
export const VERTROUWDKOP = 'x-bronhuis-certificaat-vertrouwd';
/** SHA-256 of that certificate, base64url (RFC 8705 §3.1), for every component. */
export const AFDRUKKOP = 'x-bronhuis-certificaat-afdruk';
