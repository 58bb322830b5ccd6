/**
 * Who is at the other end of a connection, before anybody says who they are: the client's address behind trusted proxies,
 * the host name it used, and whether a browser was sent by a page of another site. It knows no secret.
 */
@NullMarked
package dev.likeness.web.client;

import org.jspecify.annotations.NullMarked;
