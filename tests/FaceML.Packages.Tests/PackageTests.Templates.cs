using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;

namespace FaceML.Packages.Tests;

/// <summary>The templates, made, built and run in an empty folder as they are.</summary>
public sealed partial class PackageTests
{
    // The projects of the templates and of the tool, built together, by name.
    private static readonly Lazy<Dictionary<string, string>> Made = new(Build);

    [TestMethod]
    public void the_console_template_makes_an_application_that_decides_about_two_images()
    {
        string program = MadeProgram("Door"), folder = MadeFolder("Door");
        CommandLine same = CommandLine.Run(folder, "dotnet", "run", "--", Sample(1), Sample(3));
        Assert.AreEqual(0, same.ExitCode, same.Output + same.Error);
        StringAssert.Contains(same.Output, "Match: the same person.");
        StringAssert.Contains(same.Output, "At this threshold at most 1 in 10,000 pairs of different people match");

        CommandLine different = CommandLine.Run(folder, program, Sample(1), Sample(2));
        Assert.AreEqual(1, different.ExitCode, different.Output + different.Error);
        StringAssert.Contains(different.Output, "No match: not the same person.");

        CommandLine missing = CommandLine.Run(folder, program, Sample(1), "missing.jpg");
        Assert.AreEqual(2, missing.ExitCode, missing.Output + missing.Error);
        StringAssert.Contains(missing.Error, "missing.jpg: there is no such image file.");
    }

    [TestMethod]
    public void the_gallery_template_makes_an_application_that_enrolls_identifies_and_erases_with_the_chosen_preset()
    {
        string program = MadeProgram("Staff"), folder = MadeFolder("Staff");
        StringAssert.Contains(File.ReadAllText(Path.Combine(folder, "PeopleGallery.cs")), "Preset = \"fast\"");
        string anna = Directory.CreateDirectory(Path.Combine(folder, "people", "anna")).FullName;
        File.Copy(Sample(1), Path.Combine(anna, "1.jpg"));
        File.WriteAllText(Path.Combine(anna, "2.jpg"), "no image");

        CommandLine enrolled = CommandLine.Run(folder, program, "enroll", "people");
        Assert.AreEqual(0, enrolled.ExitCode, enrolled.Output + enrolled.Error);
        StringAssert.Contains(enrolled.Output, "anna/1.jpg: Enrolled as anna.");
        StringAssert.Contains(enrolled.Output, "anna/2.jpg: Not enrolled: ");

        StringAssert.Contains(CommandLine.Run(folder, program, "identify", Sample(3)).Output, "anna: score ");
        CommandLine erased = CommandLine.Run(folder, program, "erase", "anna");
        Assert.AreEqual(0, erased.ExitCode, erased.Output + erased.Error);
        StringAssert.Contains(File.ReadAllText(Path.Combine(folder, "anna.receipt.json")), "\"signature\"");
        Assert.DoesNotContain("anna", CommandLine.Run(folder, program, "identify", Sample(3)).Output);
    }

    [TestMethod]
    public async Task the_web_template_makes_a_host_that_verifies_two_faces_for_one_request()
    {
        using Process server = CommandLine.Start(
            MadeFolder("Api"), "dotnet", "run", "--no-build", "--", "--urls", "http://127.0.0.1:0");
        try
        {
            string url = await AddressOf(server);
            using JsonDocument answer = JsonDocument.Parse(await PostImages(url + "/v1/verify", ("a", Sample(1)), ("b", Sample(3))));
            Assert.AreEqual("match", answer.RootElement.GetProperty("decision").GetString());
            StringAssert.StartsWith(answer.RootElement.GetProperty("promise").GetString(), "At this threshold at most");

            using HttpClient client = new();
            Assert.AreEqual("Healthy", await client.GetStringAsync(url + "/healthz/ready"));
            StringAssert.Contains(await client.GetStringAsync(url + "/openapi/v1.json"), "/v1/verify");
            StringAssert.StartsWith(await client.GetStringAsync(url + "/"), "<!doctype html>");
        }
        finally
        {
            server.Kill(entireProcessTree: true);
        }
    }

    [TestMethod]
    public async Task the_tool_writes_projects_that_consume_a_saved_pipeline()
    {
        CommandLine decided = CommandLine.Run(MadeFolder("DoorVerifier"), MadeProgram("DoorVerifier"), Sample(1), Sample(3));
        Assert.AreEqual(0, decided.ExitCode, decided.Output + decided.Error);
        StringAssert.Contains(decided.Output, "Match: the same person.");
        StringAssert.Contains(decided.Output, "At this threshold at most 30 %");

        using Process server = CommandLine.Start(
            MadeFolder("Embedder"), "dotnet", "run", "--no-build", "--", "--urls", "http://127.0.0.1:0");
        try
        {
            string answer = await PostImages(await AddressOf(server) + "/predict", ("image", Sample(1)));
            using JsonDocument output = JsonDocument.Parse(answer);
            Assert.AreEqual("Found", output.RootElement.GetProperty("status").GetString(), answer);
            Assert.AreEqual(512, output.RootElement.GetProperty("embedding").GetArrayLength());
        }
        finally
        {
            server.Kill(entireProcessTree: true);
        }
    }

    private static Dictionary<string, string> Build()
    {
        Assert.AreEqual(0, Decided.Value.ExitCode, Decided.Value.Output + Decided.Value.Error);
        // The tool names its own version in a project; the version of this feed is that of its packages alone, so the build is told.
        string written = Directory.CreateDirectory(Path.Combine(feed.Root, "written")).FullName;
        File.WriteAllText(Path.Combine(written, "Directory.Build.targets"),
            $"<Project><PropertyGroup><FaceMLVersion>{feed.Version}</FaceMLVersion></PropertyGroup></Project>");
        string[] projects =
        [
            feed.New("faceml-console", "Door"),
            feed.New("faceml-gallery", "Staff", "--preset", "fast", "--face", "largest"),
            feed.New("faceml-webapi", "Api"),
            NewProject(written, "--model", feed.Verifier, "--name", "DoorVerifier"),
            NewProject(written, "--model", feed.Embedder, "--webapi"),
        ];
        feed.Make("build", "Made.slnx", "Debug", projects);
        return projects.ToDictionary(project => Path.GetFileNameWithoutExtension(project));
    }

    private static string NewProject(string folder, params string[] options)
    {
        CommandLine written = CommandLine.Run(folder, feed.Tool(), ["new", .. options]);
        Assert.AreEqual(0, written.ExitCode, written.Output + written.Error);
        // The folder has the name of the project.
        string name = written.Output.Split(':')[0];
        return Path.Combine(folder, name, name + ".csproj");
    }

    private static string MadeProgram(string name) => PackedFeed.Built(Made.Value[name]);

    private static string MadeFolder(string name) => Path.GetDirectoryName(Made.Value[name])!;

    private static string Sample(int number) => Path.Combine(feed.Samples, $"sample{number}.jpg");

    // By curl, as the readme has it; without curl, by what .NET has.
    private static async Task<string> PostImages(string url, params (string Field, string File)[] images)
    {
        try
        {
            CommandLine curl = CommandLine.Run(
                feed.Root, "curl", ["--silent", "--show-error", .. images.SelectMany(i => (string[])["-F", $"{i.Field}=@{i.File}"]), url]);
            Assert.AreEqual(0, curl.ExitCode, curl.Error);
            return curl.Output;
        }
        catch (Win32Exception)
        {
            using MultipartFormDataContent form = [];
            foreach ((string field, string file) in images)
            {
                form.Add(new ByteArrayContent(await File.ReadAllBytesAsync(file)), field, Path.GetFileName(file));
            }

            using HttpClient client = new();
            using HttpResponseMessage answer = await client.PostAsync(url, form);
            return await answer.Content.ReadAsStringAsync();
        }
    }
}
