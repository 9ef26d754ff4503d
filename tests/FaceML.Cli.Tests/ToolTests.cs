using System.CommandLine;

namespace FaceML.Cli.Tests;

[TestClass]
public sealed class ToolTests
{
    [TestMethod]
    public void an_unexpected_exception_keeps_its_stack_and_asks_for_a_report()
    {
        var bug = Assert.ThrowsExactly<IndexOutOfRangeException>(() => ReadBeyondTheEnd([]));

        string message = Tool.Explain(bug);

        StringAssert.StartsWith(message, "This is a bug in faceml");
        StringAssert.Contains(message, bug.Message);
        StringAssert.Contains(message, nameof(ReadBeyondTheEnd));
    }

    [TestMethod]
    public void an_error_of_the_users_files_is_its_sentence_alone()
    {
        Assert.AreEqual("no such file", Tool.Explain(new FileNotFoundException("no such file")));
        Assert.AreEqual("not an image", Tool.Explain(new AggregateException(new ImageFormatException("not an image"))));
        Assert.AreEqual("too small", Tool.Explain(new ArgumentException("too small", "size")));
    }

    [TestMethod]
    public void a_command_that_is_named_is_made_alone_and_is_the_same_one()
    {
        var terminal = new ToolTerminal(TextWriter.Null, TextWriter.Null);
        Command all = Tool.CreateRoot(terminal);

        Assert.IsGreaterThan(20, all.Subcommands.Count);
        foreach (Command command in all.Subcommands)
        {
            Command alone = Tool.CreateRoot(terminal, command.Name).Subcommands.Single();
            Assert.AreEqual(command.Name, alone.Name);
            Assert.AreEqual(command.Description, alone.Description);
            CollectionAssert.AreEqual(
                command.Options.Select(option => option.Name).ToArray(), alone.Options.Select(option => option.Name).ToArray());
        }

        Assert.AreEqual(all.Subcommands.Count, Tool.CreateRoot(terminal, "verfy").Subcommands.Count);
    }

    private static int ReadBeyondTheEnd(int[] numbers) => numbers[numbers.Length];
}
