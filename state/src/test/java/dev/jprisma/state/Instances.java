package dev.jprisma.state;

/** Records to test with. */
final class Instances {
    private Instances() {}

    static InstanceRecord named(String name) {
        return InstanceRecord.create(new InstanceName(name), "18.6", "data", InstancePorts.DEFAULT, false);
    }
}
