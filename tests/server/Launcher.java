import java.nio.file.Path;
import java.util.List;
import org.neo4j.configuration.GraphDatabaseSettings;
import org.neo4j.configuration.SettingValueParsers;
import org.neo4j.configuration.connectors.BoltConnector;
import org.neo4j.configuration.helpers.SocketAddress;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;

/**
 * Starts one Neo4j server on loopback: `java -cp 'lib/*' Launcher.java HOME PORT PLUGINS [PAGES]`, with the procedures in the jars
 * of the folder PLUGINS, and so much memory for pages of the store. It ends with its process, and when its standard input ends: that is, when whoever started it is gone,
 * however that happened.
 */
class Launcher {
    public static void main(String[] arguments) throws Exception {
        var port = Integer.parseInt(arguments[1]);
        var builder = new DatabaseManagementServiceBuilder(Path.of(arguments[0]))
            .setConfig(GraphDatabaseSettings.auth_enabled, true)
            .setConfig(GraphDatabaseSettings.plugin_dir, Path.of(arguments[2]))
            .setConfig(GraphDatabaseSettings.procedure_unrestricted, List.of("gds.*"))
            .setConfig(BoltConnector.enabled, true)
            .setConfig(BoltConnector.listen_address, new SocketAddress("127.0.0.1", port))
            .setConfig(BoltConnector.advertised_address, new SocketAddress("127.0.0.1", port));
        if (arguments.length > 3) {
            builder.setConfig(GraphDatabaseSettings.pagecache_memory, SettingValueParsers.BYTES.parse(arguments[3]));
        }
        var server = builder.build();
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown));
        System.out.println("ready");
        while (System.in.read() >= 0) {
            // Nothing is said to it.
        }
        System.exit(0);
    }
}
