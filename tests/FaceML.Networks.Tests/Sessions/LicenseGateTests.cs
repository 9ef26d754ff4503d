namespace FaceML.Networks.Tests.Sessions;

[TestClass]
public sealed class LicenseGateTests
{
    private static readonly NetworkOptions Commercial = new() { Profile = UseProfile.Commercial };

    [TestMethod]
    public void what_is_not_stated_is_refused_by_name()
    {
        NetworkException error = Assert.ThrowsExactly<NetworkException>(() => Installed.Embedder.Load(Commercial));
        StringAssert.Contains(error.Message, "faceplugin-512");
        StringAssert.Contains(error.Message, "nothing is stated about the weights");
    }

    [TestMethod]
    public void what_is_forbidden_is_refused() =>
        Assert.ThrowsExactly<NetworkException>(() =>
            LicenseGate.Check(KnownNetworks.All.First(card => card.Name == "insightface-w600k-r50"), UseProfile.Commercial));

    [TestMethod]
    public void what_is_allowed_passes() =>
        LicenseGate.Check(KnownNetworks.All.First(card => card.Name == "sface-2021dec"), UseProfile.Commercial);

    [TestMethod]
    public void of_several_only_those_that_do_not_fit_are_named()
    {
        NetworkCard allowed = KnownNetworks.All.First(card => card.Name == "sface-2021dec");
        NetworkException error =
            Assert.ThrowsExactly<NetworkException>(() => LicenseGate.Check([allowed, Installed.Embedder.Card], UseProfile.Commercial));
        Assert.AreEqual("faceplugin-512", error.Network);
        LicenseGate.Check([allowed], UseProfile.Commercial);
        LicenseGate.Check([Installed.Embedder.Card], UseProfile.Any);
    }

    [TestMethod]
    public void a_build_for_commercial_use_refuses_each_network_of_the_restore_by_name()
    {
        (int code, string output) = Build("-p:FaceMLProfile=commercial");
        Assert.AreNotEqual(0, code);
        foreach (NetworkEntry entry in Installed.Catalog.Entries.Where(entry => entry.Card.Source.Registry == "npm"))
        {
            StringAssert.Contains(output, $"The profile commercial refuses the network {entry.Card.Name}: {entry.Card.License.Weights}");
        }

        Assert.AreEqual(0, Build("-p:FaceMLProfile=commercial", "-p:FaceMLNetworks=none").Code);
    }

    private static (int Code, string Output) Build(params string[] properties)
    {
        string project = Path.Combine(TestData.Root, "src", "FaceML.Networks", "FaceML.Networks.csproj");
        System.Diagnostics.ProcessStartInfo start =
            new("dotnet", ["msbuild", project, "-nologo", "-t:RefuseTermsOfNetworks", .. properties])
            {
                RedirectStandardOutput = true,
            };
        using System.Diagnostics.Process process = System.Diagnostics.Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output);
    }
}
