/** What routes are made with: JSON in and out, streams of events, progress of long work, clients that go away. */
package dev.jprisma.console.http;
