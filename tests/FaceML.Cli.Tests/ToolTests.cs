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

    private static int ReadBeyondTheEnd(int[] numbers) => numbers[numbers.Length];
}
