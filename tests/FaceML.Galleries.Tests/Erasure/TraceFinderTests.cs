namespace FaceML.Galleries.Tests.Erasure;

[TestClass]
public sealed class TraceFinderTests
{
    [TestMethod]
    public void any_31_bytes_of_a_content_are_found_at_any_place()
    {
        byte[] content = Bytes(1, 400), hay = Bytes(2, 5000);
        for (int from = 0; from + 31 <= content.Length; from += 7)
        {
            byte[] part = [.. hay];
            content.AsSpan(from, 31).CopyTo(part.AsSpan(1000 + from));
            Assert.IsTrue(Finds(part, content), $"from {from}");
        }

        Assert.IsFalse(Finds(hay, content));
    }

    [TestMethod]
    public void a_content_may_be_found_as_often_as_it_was_counted_and_no_more()
    {
        byte[] content = Bytes(5, 64), other = Bytes(6, 64);
        TraceFinder finder = new();
        finder.Add(content, 0);
        Dictionary<UInt128, int> counts = [];
        Assert.IsFalse(finder.Count(other, counts));
        Assert.IsTrue(finder.Count(content, counts));
        Assert.IsTrue(finder.Count(content, counts));
        Assert.IsFalse(finder.FindsMore([1, .. content, .. other, .. content], 0, counts));
        Assert.IsTrue(finder.FindsMore([.. other, .. content.AsSpan(16, 16)], 0, counts));
    }

    [TestMethod]
    public void what_was_in_the_part_before_is_not_counted_twice()
    {
        byte[] content = Bytes(5, 16), hay = Bytes(6, 64);
        TraceFinder finder = new();
        finder.Add(content, 0);
        Assert.IsFalse(finder.FindsMore([.. content, .. hay], 16, []));
        Assert.IsTrue(finder.FindsMore([.. content, .. hay], 15, []));
    }

    [TestMethod]
    public void a_vector_is_found_with_16_32_and_64_bits_a_number()
    {
        float[] vector = Draw.Unit(new(3));
        AssertFinds(true, [1, 2, 3, .. vector.SelectMany(BitConverter.GetBytes)], vector);
        AssertFinds(true, [1, .. vector.SelectMany(x => BitConverter.GetBytes((double)x))], vector);
        AssertFinds(true, [1, .. vector.SelectMany(x => BitConverter.GetBytes((Half)x))], vector);
        AssertFinds(false, [1, .. Draw.Unit(new(4)).SelectMany(BitConverter.GetBytes)], vector);
    }

    internal static void AssertFinds(bool expected, byte[] bytes, float[] vector) =>
        Assert.AreEqual(expected, Finds(bytes, [.. TraceFinder.FormsOf(vector)]));

    internal static bool Finds(byte[] bytes, params byte[][] contents)
    {
        TraceFinder finder = new();
        foreach (byte[] content in contents)
        {
            finder.Add(content, 0);
        }

        bool found = false;
        finder.Find(bytes, (_, _) => found = true);
        return found;
    }

    private static byte[] Bytes(int seed, int count)
    {
        byte[] bytes = new byte[count];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }
}
