using System.CommandLine;

namespace FaceML.Cli.Tests.Galleries;

/// <summary>What the commands of galleries are for and take.</summary>
[TestClass]
public sealed class GalleryHelpTests
{
    [TestMethod]
    public void the_commands_with_their_arguments_and_options_are_the_approved_ones()
    {
        Command gallery = GalleryCommand.Create(new ToolTerminal(TextWriter.Null, TextWriter.Null));
        Snapshot.AssertApproved(string.Join('\n', gallery.Subcommands.Select(Describe)), "GalleryCommands");
    }

    private static string Describe(Command command)
    {
        string arguments = string.Concat(command.Arguments.Select(argument => $" <{argument.Name}>"));
        string options = string.Concat(command.Options.Select(option => $" {option.Name}"));
        return $"{command.Name}{arguments}: {command.Description}\n {options}";
    }
}
