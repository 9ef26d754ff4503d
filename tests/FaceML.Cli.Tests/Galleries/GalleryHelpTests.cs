using System.CommandLine;
using System.Text;

namespace FaceML.Cli.Tests.Galleries;

/// <summary>What the commands of galleries take, as a user reads it.</summary>
[TestClass]
public sealed class GalleryHelpTests
{
    [TestMethod]
    public async Task the_help_of_every_gallery_command_is_the_approved_one()
    {
        StringBuilder all = new();
        foreach (Command command in GalleryCommand.Create(new ToolTerminal(TextWriter.Null, TextWriter.Null)).Subcommands)
        {
            ToolRun run = await ToolRun.InProcess("gallery", command.Name, "--help");
            all.Append(run.Output.TrimEnd()).Append("\n\n");
        }

        Snapshot.AssertApproved(all.ToString(), "GalleryHelp");
    }
}
