package dev.jprisma.daemon;

import dev.jprisma.daemon.WantedPort.Claim;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.InstancePort;
import dev.jprisma.state.InstanceRecord;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.PortRole;
import dev.jprisma.state.control.LinkInstance;
import dev.jprisma.state.control.StartInstance;

/**
 * The ports a request named, each null if it did not.
 *
 * @param movable whether ports that the instance had before may move if they are taken
 */
record RequestedPorts(Integer http, Integer database, Integer shadow, boolean movable) {
    static RequestedPorts of(StartInstance request) {
        return new RequestedPorts(
                request.httpPort(), request.databasePort(), request.shadowPort(), request.movePorts());
    }

    static RequestedPorts of(LinkInstance request) {
        return new RequestedPorts(request.httpPort(), null, request.shadowPort(), false);
    }

    /**
     * What was named, else what is recorded. An instance that ever ran keeps its ports, unless they may move.
     *
     * @throws JprismaException ({@link ErrorKind#INVALID}) if the number that was named is no port
     */
    WantedPort of(PortRole role, InstanceRecord instance) {
        Integer named = named(role);
        if (named != null) {
            return new WantedPort(InstancePort.named(named), Claim.NAMED);
        }
        InstancePort recorded = instance.ports().of(role);
        if (movable) {
            return new WantedPort(recorded, Claim.FREE);
        }
        return new WantedPort(recorded, instance.hasRun() || recorded.named() ? Claim.KEPT : Claim.FREE);
    }

    private Integer named(PortRole role) {
        return switch (role) {
            case HTTP -> http;
            case DATABASE -> database;
            case SHADOW -> shadow;
        };
    }
}
