package dev.jprisma.testing.quarkus;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.runtime.AgroalDataSourceUtil;

/** The pools that Quarkus' JDBC data sources have. */
final class AgroalPools {
    private AgroalPools() {}

    /** Soon, in the background. Does nothing to a data source that the application does not use. */
    static void empty(String datasource) {
        AgroalDataSourceUtil.dataSourceIfActive(datasource)
                .ifPresent(pool -> pool.flush(AgroalDataSource.FlushMode.ALL));
    }
}
