namespace FaceML.Galleries.Tests.Protection;

[TestClass]
public sealed class RenewableTransformTests
{
    [TestMethod]
    [DataRow(2)]
    [DataRow(3)]
    [DataRow(64)]
    [DataRow(100)]
    [DataRow(512)]
    [DataRow(832)]
    public void inner_products_are_kept_to_a_millionth_and_the_vector_comes_back(int dimension)
    {
        RenewableTransform transform = new(Key(1), dimension);
        Random random = new(dimension);
        for (int i = 0; i < 20; i++)
        {
            float[] a = Draw.Unit(random, dimension), b = Draw.Unit(random, dimension);
            Assert.AreEqual(Draw.Dot(a, b), Draw.Dot(transform.Apply(a), transform.Apply(b)), 1e-6f);
            Assert.AreEqual(0, transform.Undo(transform.Apply(a)).Zip(a, (x, y) => Math.Abs(x - y)).Max(), 1e-6f);
        }
    }

    [TestMethod]
    public void transforms_of_one_vector_with_two_keys_are_as_unlike_as_two_peoples()
    {
        Random random = new(2);
        double[] scores = [.. Enumerable.Range(0, 200).Select(i =>
        {
            float[] vector = Draw.Unit(random, 512);
            return (double)Draw.Dot(
                new RenewableTransform(Key(2 * i), 512).Apply(vector), new RenewableTransform(Key((2 * i) + 1), 512).Apply(vector));
        })];
        // Random vectors of 512 numbers: mean 0, standard deviation 1/√512 = 0.044; over 200 of them the mean is within 4 · 0.044/√200.
        Assert.AreEqual(0, scores.Average(), 4 * 0.0442 / Math.Sqrt(200));
        Assert.AreEqual(0.0442, Math.Sqrt(scores.Average(s => s * s)), 0.009);
    }

    [TestMethod]
    public void a_vector_of_one_number_is_spread_over_all()
    {
        float[] axis = new float[512];
        axis[3] = 1;
        Assert.IsLessThan(0.3f, new RenewableTransform(Key(1), 512).Apply(axis).Max(Math.Abs));
    }

    private static byte[] Key(int number) => [.. BitConverter.GetBytes(number), .. new byte[28]];
}

[TestClass]
public sealed class TemplateSealerTests
{
    private static readonly StoredTemplate Empty = new(5, 7, 61.5, null, DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_000), []);

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void every_changed_byte_is_an_error(bool encrypted)
    {
        using TemplateSealer sealer = new(Draw.Definition, encrypted ? Keys() : null);
        float[] vector = Draw.Unit(new(1));
        StoredTemplate template = sealer.Seal(Empty, vector);
        for (int i = 0; i < template.Record.Length; i++)
        {
            byte[] changed = [.. template.Record];
            changed[i] ^= 0x10;
            Assert.ThrowsExactly<GalleryException>(
                () => sealer.Open(template with { Record = changed }, new float[Draw.Dimension]), $"byte {i}");
        }

        float[] read = new float[Draw.Dimension];
        sealer.Open(template, read);
        CollectionAssert.AreEqual(vector, read);
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void a_record_is_bound_to_what_is_known_of_the_template(bool encrypted)
    {
        using TemplateSealer sealer = new(Draw.Definition, encrypted ? Keys() : null),
            other = new(Draw.Definition with { Id = "other" }, encrypted ? Keys() : null);
        StoredTemplate template = sealer.Seal(Empty, Draw.Unit(new(1)));
        float[] read = new float[Draw.Dimension];
        foreach (StoredTemplate moved in (StoredTemplate[])
            [template with { Key = 6 }, template with { Person = 8 }, template with { Quality = 99 }, template
                with { SourceSha256 = new string('a', 64) }, template with { Created = template.Created.AddDays(1) }])
        {
            Assert.ThrowsExactly<GalleryException>(() => sealer.Open(moved, read));
        }

        Assert.ThrowsExactly<GalleryException>(() => other.Open(template, read));
    }

    [TestMethod]
    public void records_of_any_length_are_refused_without_reading_past_their_end()
    {
        using TemplateSealer sealer = new(Draw.Definition, Keys());
        StoredTemplate template = sealer.Seal(Empty, Draw.Unit(new(1)));
        for (int length = 0; length < template.Record.Length; length++)
        {
            Assert.ThrowsExactly<GalleryException>(
                () => sealer.Open(template with { Record = template.Record[..length] }, new float[Draw.Dimension]));
        }
    }

    [TestMethod]
    public void nothing_of_an_encrypted_vector_is_in_its_record()
    {
        using TemplateSealer sealer = new(Draw.Definition, Keys());
        float[] vector = Draw.Unit(new(1));
        Erasure.TraceFinderTests.AssertFinds(false, sealer.Seal(Empty, vector).Record, vector);
        using TemplateSealer plain = new(Draw.Definition, null);
        Erasure.TraceFinderTests.AssertFinds(true, plain.Seal(Empty, vector).Record, vector);
    }

    private static GalleryKeys Keys() => GalleryKeys.FromCallback("k1", _ => new byte[32]);
}

[TestClass]
public sealed class GalleryKeysTests
{
    [TestMethod]
    public void keys_of_a_file_are_found_by_id_and_the_first_is_the_current_one()
    {
        using TemporaryFolder folder = new();
        GalleryKeys keys = GalleryKeys.FromFile(
            folder.File("keys", $"# new\n{GalleryKeys.Generate("k2")}\n\n{GalleryKeys.Generate("k1")}\n"));
        Assert.AreEqual("k2", keys.CurrentId);
        Assert.IsTrue(keys.Has("k1"));
        Assert.IsFalse(keys.Has("k3"));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("k1")]
    [DataRow("k1 = AAAA")]
    [DataRow("k 1 = AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [DataRow("k1 = AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=; k1 = BAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    public void what_is_no_list_of_keys_is_refused_without_showing_a_key(string text)
    {
        using TemporaryFolder folder = new();
        GalleryException refused = Assert.ThrowsExactly<GalleryException>(() => GalleryKeys.FromFile(folder.File("keys", text)));
        Assert.AreEqual(GalleryError.KeyUnavailable, refused.Error);
        Assert.IsFalse(refused.Message.Contains("AAAA", StringComparison.Ordinal), refused.Message);
    }
}
