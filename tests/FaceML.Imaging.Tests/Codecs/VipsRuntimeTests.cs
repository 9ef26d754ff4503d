using NetVips;
using VipsImage = NetVips.Image;

namespace FaceML.Imaging.Tests.Codecs;

[TestClass]
public sealed class VipsRuntimeTests
{
    [TestMethod]
    public void an_image_takes_one_thread_and_nothing_is_kept_for_the_next()
    {
        VipsRuntime.EnsureStarted();
        Assert.AreEqual(1, NetVips.NetVips.Concurrency);
        Assert.AreEqual((0, 0UL, 0), (Cache.Max, Cache.MaxMem, Cache.MaxFiles));
        Image.Decode(TestImages.Random(9, 8).Encode(ImageFormat.Png));
        Assert.AreEqual(0, Cache.Size);
    }

    [TestMethod]
    public void loaders_that_libvips_itself_does_not_trust_are_blocked()
    {
        VipsRuntime.EnsureStarted();
        byte[] svg = [.. "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>"u8];
        VipsException error = Assert.ThrowsExactly<VipsException>(() => VipsImage.SvgloadBuffer(svg));
        StringAssert.Contains(error.Message, "blocked");
    }

    [TestMethod]
    [DataRow("unable to call x\nfirst: a\nsecond: b\nsecond: b\nthird: c\n", "second: b; third: c")]
    [DataRow("unable to call x\n\nonly: a\n", "only: a")]
    [DataRow("unable to call x\n", "no reason given")]
    [DataRow("", "no reason given")]
    public void a_reason_is_the_last_two_lines_once_each_and_never_empty(string message, string reason) =>
        Assert.AreEqual(reason, VipsRuntime.Reason(message));
}
