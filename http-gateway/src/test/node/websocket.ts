// What Node has of its own from version 22 on.
import WebSocket from 'ws'

globalThis.WebSocket ??= WebSocket as any
