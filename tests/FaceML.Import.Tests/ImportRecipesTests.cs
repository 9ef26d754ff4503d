using System.Security.Cryptography;

namespace FaceML.Import.Tests;

[TestClass]
public class ImportRecipesTests
{
    private static readonly string NodeModules = Path.Combine(TestData.Root, "eng", "npm", "node_modules");

    public static IEnumerable<object[]> Names => ImportRecipes.All.Select(r => new object[] { r.Name });

    /// <summary>Writing checks the hash, so this is also the proof that imports are the same on every machine.</summary>
    [TestMethod]
    [DynamicData(nameof(Names))]
    public void every_recipe_makes_the_file_of_its_hash(string name)
    {
        string path = Path.Combine(Path.GetTempPath(), $"faceml-{Guid.NewGuid():N}.onnx");
        try
        {
            ImportRecipe recipe = ImportRecipes.Find(name);
            recipe.Write(NodeModules, path);
            Assert.AreEqual(recipe.Sha256, Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))));
            Assert.IsTrue(new OnnxSummary(OnnxModel.Read(path)).ParameterCount > 1000);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void names_and_versions_are_those_of_the_restore(string name)
    {
        ImportRecipe recipe = ImportRecipes.Find(name);
        string package = File.ReadAllText(Path.Combine([NodeModules, .. recipe.Package.Split('/'), "package.json"]));
        StringAssert.Contains(package, $"\"version\": \"{recipe.PackageVersion}\"");
    }

    [TestMethod]
    public void another_file_than_the_recipes_is_not_written()
    {
        string folder = Directory.CreateTempSubdirectory("faceml-recipe").FullName;
        try
        {
            ImportRecipe recipe = ImportRecipes.Find("mtcnn-pnet");
            string source = recipe.SourceIn(folder), target = Path.Combine(folder, "pnet.onnx");
            Directory.CreateDirectory(Path.GetDirectoryName(source)!);
            File.Copy(ImportRecipes.Find("mtcnn-rnet").SourceIn(NodeModules), source);
            StringAssert.Contains(Assert.ThrowsExactly<ImportException>(() => recipe.Write(folder, target)).Message, recipe.Sha256);
            Assert.IsFalse(File.Exists(target));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [TestMethod]
    public void an_unknown_name_lists_the_known_ones() =>
        StringAssert.Contains(Assert.ThrowsExactly<ImportException>(() => ImportRecipes.Find("facenet")).Message, "mobilefacenet-192");
}
