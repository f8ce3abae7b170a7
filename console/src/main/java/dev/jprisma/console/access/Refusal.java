package dev.jprisma.console.access;

/**
 * Why a request does not pass.
 *
 * @param status of HTTP
 * @param code for programs, and the log
 * @param message for people: what to do
 */
public record Refusal(int status, String code, String message) {}
