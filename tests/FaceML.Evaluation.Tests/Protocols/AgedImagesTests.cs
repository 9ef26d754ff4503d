namespace FaceML.Evaluation.Tests.Protocols;

[TestClass]
public sealed class AgedImagesTests
{
    [TestMethod]
    public void names_of_agedb_say_person_and_age()
    {
        using var folder = new TemporaryFolder();
        Write(folder, "10_Ann_B_7_f.jpg", "2_CarlD_101_m.jpg", "0_CarlD_35_m.jpg", "readme.txt", ".hidden.jpg");

        CollectionAssert.AreEqual(
            new AgedImage[]
            {
                new("0_CarlD_35_m.jpg", "CarlD", 35), new("10_Ann_B_7_f.jpg", "Ann_B", 7), new("2_CarlD_101_m.jpg", "CarlD", 101),
            },
            AgedImages.ReadAgeDb(folder.Path, 2, 3).ToArray());
    }

    [TestMethod]
    public void names_of_fg_net_say_person_and_age()
    {
        using var folder = new TemporaryFolder();
        Write(folder, "001A02.JPG", "001A43a.JPG", "082a00.jpg");

        CollectionAssert.AreEqual(
            new AgedImage[] { new("001A02.JPG", "001", 2), new("001A43a.JPG", "001", 43), new("082a00.jpg", "082", 0) },
            AgedImages.ReadFgNet(folder.Path, 2, 3).ToArray());
    }

    [TestMethod]
    public void another_name_and_other_numbers_are_refused()
    {
        using var folder = new TemporaryFolder();
        Write(folder, "001A02.JPG");
        string Refusal(Action read) => Assert.ThrowsExactly<ProtocolFormatException>(read).Message;

        StringAssert.Contains(Refusal(() => AgedImages.ReadAgeDb(folder.Path, null, null)), "001A02.JPG: an image must be named N_NAME");
        StringAssert.Contains(Refusal(() => AgedImages.ReadFgNet(folder.Path, 1, 2)), "images must be 2, as published; it is 1");
        StringAssert.Contains(Refusal(() => AgedImages.ReadFgNet(folder.Path, 2, 1)), "people must be 2, as published; it is 1");
    }

    private static void Write(TemporaryFolder folder, params string[] names) =>
        Array.ForEach(names, name => File.WriteAllBytes(folder[name], []));
}
