package dev.likeness.web.egress;

/**
 * What the other side answered to a delivery, redirects and errors included.
 *
 * @param body the beginning of the answer, as text
 */
public record Delivered(int status, String body) {
}
