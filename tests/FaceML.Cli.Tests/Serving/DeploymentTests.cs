using System.CommandLine;
using System.ComponentModel;

namespace FaceML.Cli.Tests.Serving;

/// <summary>What Dockerfile, service unit and server page tell people to run is known to the tool.</summary>
[TestClass]
public sealed partial class DeploymentTests
{
    private const string Unit = "deploy/faceml.service";

    [TestMethod]
    public void every_command_of_the_container_file_parses()
    {
        string file = Read("Dockerfile");
        string[][] commands =
        [
            .. JsonCommand().Matches(file).Select(match => JsonSerializer.Deserialize<string[]>(match.Groups[1].Value)!)
                .Select(command => command is ["dotnet", "/app/FaceML.Cli.dll", ..] ? command[2..] : command),
            .. ContainerRun().Matches(file).Select(match => match.Groups[1].Value.Trim().Split(' ')),
        ];
        CollectionAssert.AreEquivalent(
            new[] { "health", "serve", "create" }, commands.Select(command => Parse(command).CommandResult.Command.Name).ToArray());
        StringAssert.Contains(file, "\nUSER $APP_UID\n");
    }

    [TestMethod]
    public void the_command_of_the_service_unit_parses_and_its_files_lie_in_its_state_folder()
    {
        string[] command = ExecStart().Match(Read(Unit)).Groups[1].Value.Split(' ');
        Assert.AreEqual("serve", Parse(command[1..]).CommandResult.Command.Name);
        Assert.IsTrue(command.Where(part => part.StartsWith("/var/", StringComparison.Ordinal))
            .All(part => part.StartsWith("/var/lib/faceml/", StringComparison.Ordinal)));
        StringAssert.Contains(Read(Unit), "\nStateDirectory=faceml\n");
    }

    [TestMethod]
    public void every_command_line_of_the_server_page_parses()
    {
        string[] lines = [.. ToolLine().Matches(Read("docs/server.md")).Select(match => match.Groups[1].Value)];
        Assert.IsGreaterThan(2, lines.Length);
        Array.ForEach(lines, line => Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
    }

    [TestMethod]
    public async Task systemd_finds_nothing_wrong_with_the_unit()
    {
        using var folder = new TemporaryFolder();
        string unit = folder.File("faceml.service", Read(Unit).Replace("ExecStart=/opt/faceml/faceml ", "ExecStart=/bin/sh "));
        try
        {
            using Process systemd = Process.Start(new ProcessStartInfo("systemd-analyze", ["verify", unit])
            {
                RedirectStandardError = true,
            })!;
            string said = await systemd.StandardError.ReadToEndAsync();
            await systemd.WaitForExitAsync();
            Assert.AreEqual((0, ""), (systemd.ExitCode, said));
        }
        catch (Win32Exception)
        {
            Assert.Inconclusive("systemd-analyze is needed.");
        }
    }

    private static ParseResult Parse(string[] arguments)
    {
        using StringWriter output = new(), error = new();
        ParseResult parsed = Tool.CreateRoot(new ToolTerminal(output, error)).Parse(arguments);
        Assert.IsEmpty(parsed.Errors, $"{string.Join(' ', arguments)}: {string.Join(' ', parsed.Errors.Select(e => e.Message))}");
        return parsed;
    }

    private static string Read(string file) => File.ReadAllText(Path.Combine(TestData.Root, file)).ReplaceLineEndings("\n");

    [GeneratedRegex(@"CMD (\[.*\])")]
    private static partial Regex JsonCommand();

    [GeneratedRegex(@"#   docker run --rm .* faceml (keys .*)")]
    private static partial Regex ContainerRun();

    [GeneratedRegex("ExecStart=(.*)")]
    private static partial Regex ExecStart();

    [GeneratedRegex(@"(?:^|^ *\S*/|^docker run --rm .* )faceml ((?:serve|keys).*)$", RegexOptions.Multiline)]
    private static partial Regex ToolLine();
}
