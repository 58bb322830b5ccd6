package dev.likeness;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.hibernate.boot.model.naming.PhysicalNamingStrategySnakeCaseImpl;
import org.hibernate.cfg.AvailableSettings;
import org.hibernate.resource.jdbc.spi.StatementInspector;
import org.springframework.boot.hibernate.SpringImplicitNamingStrategy;
import org.springframework.data.jpa.repository.support.JpaRepositoryFactory;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.orm.jpa.vendor.HibernateJpaVendorAdapter;

/** Entities and their repositories on a database, without Spring around them, as the server would set them up. */
public final class TestEntities {

    public final JpaTransactionManager transactions;
    /** The SQL of entities since this was cleared. */
    public final List<String> statements = new CopyOnWriteArrayList<>();
    public final EntityManager entities;
    private final JpaRepositoryFactory repositories;

    public TestEntities(DataSource database) {
        LocalContainerEntityManagerFactoryBean bean = new LocalContainerEntityManagerFactoryBean();
        bean.setDataSource(database);
        bean.setJpaVendorAdapter(new HibernateJpaVendorAdapter());
        bean.setPackagesToScan("dev.likeness");
        bean.setJpaPropertyMap(Map.of("hibernate.physical_naming_strategy",
                PhysicalNamingStrategySnakeCaseImpl.class.getName(), "hibernate.implicit_naming_strategy",
                SpringImplicitNamingStrategy.class.getName(), AvailableSettings.STATEMENT_INSPECTOR,
                (StatementInspector) sql -> {
                    statements.add(sql);
                    return sql;
                }));
        bean.afterPropertiesSet();
        TestDatabase.stopAfterwards(bean::destroy);
        EntityManagerFactory factory = Objects.requireNonNull(bean.getObject());
        transactions = new JpaTransactionManager(factory);
        transactions.afterPropertiesSet();
        entities = SharedEntityManagerCreator.createSharedEntityManager(factory);
        repositories = new JpaRepositoryFactory(entities);
    }

    public <R> R repository(Class<R> type) {
        return repositories.getRepository(type);
    }
}
