using Microsoft.ML.Runtime;

namespace Microsoft.ML.Tests.Contexts;

[TestClass]
public sealed class MLContextTests
{
    [TestMethod]
    public void MessagesOfHostsReachTheLog()
    {
        var ml = new MLContext();
        var seen = new List<LoggingEventArgs>();
        ml.Log += (_, message) => seen.Add(message);
        using (IChannel channel = ((IHostEnvironment)ml).Register("Part").Start("Work"))
        {
            channel.Warning(MessageSensitivity.None, "{0} of {1}", 3, 4);
            channel.Info(MessageSensitivity.None, "plain {brace}");
        }

        LoggingEventArgs warning = seen.Single(message => message.Kind == ChannelMessageKind.Warning);
        Assert.AreEqual("3 of 4", warning.RawMessage);
        StringAssert.Contains(warning.Source, "Work");
        Assert.AreEqual($"[Source={warning.Source}, Kind=Warning] 3 of 4", warning.Message);
        Assert.IsTrue(seen.Any(message => message.RawMessage == "plain {brace}"));
    }

    [TestMethod]
    public void HostsOfOneSeedDrawTheSame()
    {
        static int Draw(int? seed, string name, int? own = null) => ((IHostEnvironment)new MLContext(seed)).Register(name, own).Rand.Next();
        Assert.AreEqual(Draw(1, "A"), Draw(1, "A"));
        Assert.AreNotEqual(Draw(1, "A"), Draw(2, "A"));
        Assert.AreEqual(Draw(1, "A", 5), Draw(2, "A", 5));
    }

    [TestMethod]
    public void MessageWithoutKindIsItsText()
    {
        var message = new LoggingEventArgs("text");
        Assert.AreEqual(("text", null, null), (message.Message, message.RawMessage, message.Source));
    }
}
