package dev.jprisma.daemon;

import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.InstancePort;
import dev.jprisma.state.InstancePorts;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.control.StartInstance;
import java.util.ArrayList;
import java.util.List;

/** The ports a request named, each null if it did not. */
record RequestedPorts(Integer http, Integer database, Integer shadow) {
    static RequestedPorts of(StartInstance request) {
        return new RequestedPorts(request.httpPort(), request.databasePort(), request.shadowPort());
    }

    /**
     * These over what is recorded, or the defaults. A recorded port that was not named makes way for a named one.
     *
     * @throws JprismaException ({@link ErrorKind#INVALID}) if two named ports are equal or one is out of range
     */
    InstancePorts over(InstancePorts recorded) {
        List<Integer> used = new ArrayList<>();
        InstancePort namedHttp = named(http, recorded.http(), used);
        InstancePort namedDatabase = named(database, recorded.database(), used);
        InstancePort namedShadow = named(shadow, recorded.shadow(), used);
        return new InstancePorts(apart(namedHttp, used), apart(namedDatabase, used), apart(namedShadow, used));
    }

    private static InstancePort named(Integer requested, InstancePort recorded, List<Integer> used) {
        InstancePort port = requested == null ? recorded : InstancePort.named(requested);
        if (port.named()) {
            used.add(port.number());
        }
        return port;
    }

    private static InstancePort apart(InstancePort port, List<Integer> used) {
        if (port.named()) {
            return port;
        }
        int number = port.number();
        while (used.contains(number)) {
            number++;
        }
        used.add(number);
        return InstancePort.chosen(number);
    }
}
