using System.Text.RegularExpressions;

namespace FaceML.Networks.Tests.Catalog;

[TestClass]
[DoNotParallelize]
public sealed partial class UserDataTests
{
    [TestMethod]
    public void the_folder_that_the_environment_names_is_the_users()
    {
        using TemporaryFolder folder = Installed.Folder();
        WithHome(folder.Path, () =>
        {
            Assert.AreEqual(Path.Combine(folder.Path, "networks"), NetworkCatalog.UserFolder);
            Assert.AreEqual(Path.Combine(folder.Path, "vectors"), UserData.Folder("vectors"));
        });
    }

    [TestMethod]
    public void without_the_variable_it_lies_in_the_users_application_data() =>
        WithHome(null, () => Assert.AreEqual(
            Path.Combine(Environment.GetFolderPath(
                Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "FaceML", "networks"),
            NetworkCatalog.UserFolder));

    [TestMethod]
    public void tests_see_no_network_that_the_user_of_this_machine_installed()
    {
        Assert.IsTrue(NetworkCatalog.UserFolder.StartsWith(Path.GetTempPath(), StringComparison.Ordinal), NetworkCatalog.UserFolder);
        CollectionAssert.AreEqual(
            (string[])[Path.Combine(AppContext.BaseDirectory, "networks")], NetworkCatalog.Default().Folders.ToArray());
    }

    [TestMethod]
    public void nothing_else_in_the_sources_looks_into_the_home_folder()
    {
        string[] readers = [.. Directory.GetFiles(Path.Combine(TestData.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => HomeFolder().IsMatch(File.ReadAllText(file))).Select(file => Path.GetFileName(file))];
        CollectionAssert.AreEqual((string[])["UserData.cs"], readers);
    }

    private static void WithHome(string? folder, Action act)
    {
        string? before = Environment.GetEnvironmentVariable(UserData.EnvironmentVariable);
        try
        {
            Environment.SetEnvironmentVariable(UserData.EnvironmentVariable, folder);
            act();
        }
        finally
        {
            Environment.SetEnvironmentVariable(UserData.EnvironmentVariable, before);
        }
    }

    [GeneratedRegex("""
        Environment\.SpecialFolder|"HOME"|"XDG_|"USERPROFILE"|"LOCALAPPDATA"|"APPDATA"
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex HomeFolder();
}
