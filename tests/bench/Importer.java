import java.nio.file.Path;
import java.util.Arrays;
import org.neo4j.cli.ExecutionContext;
import org.neo4j.importer.ImportCommand;
import picocli.CommandLine;

/**
 * Neo4j's own bulk importer: `java -cp 'lib/*' Importer.java HOME ARGUMENT...`, with the arguments of
 * `neo4j-admin database import full`. The database must not exist yet, nor a server run on this home.
 */
class Importer {
    public static void main(String[] arguments) {
        var home = Path.of(arguments[0]);
        var command = new CommandLine(new ImportCommand.Full(new ExecutionContext(home, home.resolve("conf"))));
        command.setCaseInsensitiveEnumValuesAllowed(true);
        System.exit(command.execute(Arrays.copyOfRange(arguments, 1, arguments.length)));
    }
}
