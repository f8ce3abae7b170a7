/**
 * What handlers of requests share: whom a request is for, its body, errors, answers, and whether its client is still
 * there.
 */
package dev.jprisma.gateway.http;
