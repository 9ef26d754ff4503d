using System.CommandLine;
using System.Numerics;

namespace FaceML.Cli.Tests.Arguments;

/// <summary>Every number that the tool takes is checked before anything runs, in one way.</summary>
[TestClass]
public sealed class NumberOptionTests
{
    private static readonly string[] WithDevice =
        ["verify", "detect", "embed", "fit", "train", "cluster", "augment", "evaluate", "liveness", "liveness train", "liveness evaluate",
        "gallery create", "gallery enroll", "gallery identify", "gallery verify", "gallery audit", "serve"];

    private static readonly string[] Deciding = ["gallery enroll", "gallery identify", "gallery verify"];

    private static readonly (string Command, string Option, string Given, string Must)[] Refusals =
    [
        ("verify", "--threshold", "NaN", "be a finite number"),
        ("verify", "--threshold", "-Infinity", "be a finite number"),
        ("verify", "--threshold", "1e999", "be a finite number"),
        ("verify", "--threshold", "1e60", "fit into 32 bits"),
        ("verify", "--threshold", "high", "be a number"),
        ("verify", "--threshold", "0,5", "be a number"),
        ("verify", "--max-fmr", "0", "lie between 0 and 1"),
        ("verify", "--prior", "1", "lie between 0 and 1"),
        ("fit", "--max-fmr", "2", "lie between 0 and 1"),
        ("fit", "--max-fmr", "-1e-3", "lie between 0 and 1"),
        ("fit", "--confidence", "0.4", "be at least 0.5 and below 1"),
        ("calibrate", "--max-fmr", "NaN", "be a finite number"),
        ("calibrate", "--confidence", "1", "be at least 0.5 and below 1"),
        ("calibrate", "--prior", "0", "lie between 0 and 1"),
        ("evaluate", "--gate-fmr", "1.1", "be 0 to 1"),
        ("evaluate", "--gate-fnmr", "-0.1", "be 0 to 1"),
        ("evaluate", "--replicates", "19", "be at least 20"),
        ("compare", "--replicates", "many", "be a whole number"),
        ("train", "--epochs", "0", "be at least 1"),
        ("train", "--patience", "-1", "be at least 0"),
        ("train", "--learning-rate", "0", "be above 0"),
        ("train", "--test-share", "1.5", "lie between 0 and 1"),
        ("train", "--seed", "99999999999", "fit into 32 bits"),
        ("train", "--images-per-person", "-1", "be at least 0"),
        ("train", "--minutes", "0", "be above 0"),
        ("train", "--max-fmr", "1", "lie between 0 and 1"),
        ("train", "--max-general-loss", "0", "lie between 0 and 1"),
        ("cluster", "--max-fmr", "1", "lie between 0 and 1"),
        ("cluster", "--threshold", "1.01", "be -1 to 1"),
        ("cluster", "--min-size", "0", "be at least 1"),
        ("finetune", "--teacher-weight", "-1", "be at least 0"),
        ("finetune", "--max-loss", "1", "be at least 0 and below 1"),
        ("finetune", "--minutes", "0", "be above 0"),
        ("finetune", "--test-share", "0", "lie between 0 and 1"),
        ("finetune", "--epochs", "1.5", "be a whole number"),
        ("finetune", "--batch", "0", "be at least 1"),
        ("finetune", "--learning-rate", "NaN", "be a finite number"),
        ("finetune", "--seed", "x", "be a whole number"),
        ("finetune", "--validation-share", "1", "be at least 0 and below 1"),
        ("train-network", "--test-share", "1", "lie between 0 and 1"),
        ("train-network", "--length", "7", "be 8 to 4,096"),
        ("train-network", "--epochs", "0", "be at least 1"),
        ("train-network", "--batch", "-1", "be at least 1"),
        ("train-network", "--learning-rate", "-1", "be above 0"),
        ("train-network", "--seed", "0.5", "be a whole number"),
        ("train-network", "--validation-share", "-0.1", "be at least 0 and below 1"),
        ("distill", "--length", "5000", "be 8 to 4,096"),
        ("distill", "--epochs", "0", "be at least 1"),
        ("distill", "--batch", "0", "be at least 1"),
        ("distill", "--learning-rate", "0", "be above 0"),
        ("distill", "--seed", "NaN", "be a whole number"),
        ("distill", "--validation-share", "2", "be at least 0 and below 1"),
        ("augment", "--variants", "51", "be 0 to 50"),
        ("augment", "--seed", "1e30", "fit into 64 bits"),
        ("liveness train", "--max-apcer", "0", "lie between 0 and 1"),
        ("liveness train", "--confidence", "1", "be at least 0.5 and below 1"),
        ("liveness train", "--calibration-share", "1", "lie between 0 and 1"),
        ("liveness train", "--seed", "1e30", "fit into 32 bits"),
        ("liveness train", "--person-prefix", "-1", "be at least 0"),
        ("liveness evaluate", "--person-prefix", "x", "be a whole number"),
        ("liveness evaluate", "--replicates", "19", "be at least 20"),
        ("networks bench", "--runs", "0", "be 1 to 10,000"),
        ("networks bench", "--batch", "0", "be 1 to "),
        ("networks bench", "--size", "4097", "be 1 to 4,096"),
        ("networks bench", "--threads", "257", "be 1 to 256"),
        ("networks quantize", "--target-cosine", "1", "be at least 0 and below 1"),
        ("networks add", "--mean", "NaN", "be a finite number"),
        ("networks add", "--scale", "one", "be a number"),
        ("networks inspect", "--mean", "Infinity", "be a finite number"),
        ("networks inspect", "--scale", "NaN", "be a finite number"),
        ("gallery create", "--min-quality", "101", "be 0 to 100"),
        ("gallery enroll", "--min-face", "-1", "be at least 0"),
        ("gallery identify", "--top", "0", "be 1 to 100"),
        ("serve", "--max-fmr", "2", "lie between 0 and 1"),
        ("serve", "--max-fpir", "0", "lie between 0 and 1"),
        .. Deciding.Select(command => (command, "--threshold", "3", "be -2 to 2")),
        .. Deciding.Select(command => (command, "--max-fpir", "1", "lie between 0 and 1")),
        .. WithDevice.Select(command => (command, "--device", "-1", "be at least 0")),
    ];

    public static IEnumerable<object[]> Cases => Refusals.Select(r => new object[] { r.Command, r.Option, r.Given, r.Must });

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void a_number_out_of_its_range_is_refused_with_what_it_must_be(string command, string option, string given, string must)
    {
        ParseResult parsed = Tool.CreateRoot(new ToolTerminal(TextWriter.Null, TextWriter.Null)).Parse(
            [.. command.Split(' '), option, given]);

        string[] errors = [.. parsed.Errors.Select(error => error.Message)];
        Assert.IsTrue(errors.Any(error => error.StartsWith($"{option} must {must}", StringComparison.Ordinal)
            && error.EndsWith($"; it is {given}.", StringComparison.Ordinal)), string.Join('\n', errors));
    }

    [TestMethod]
    public void the_table_covers_every_option_with_numbers_and_each_checks_them()
    {
        (string Command, Option Option)[] options = [.. Commands(Tool.CreateRoot(new ToolTerminal(TextWriter.Null, TextWriter.Null)), "")
            .SelectMany(command => command.Command.Options.Where(TakesNumbers).Select(option => (command.Path, option)))];

        Assert.IsGreaterThan(40, options.Length);
        CollectionAssert.AreEqual((string[])[], options.Where(o => o.Option is not INumberOption)
            .Select(o => $"{o.Command} {o.Option.Name}").ToArray());
        CollectionAssert.AreEqual((string[])[], options.Where(o => !Refusals.Any(r => (r.Command, r.Option) == (o.Command, o.Option.Name)))
            .Select(o => $"{o.Command} {o.Option.Name}").ToArray());
    }

    [TestMethod]
    [DataRow("0.0001", 1e-4)]
    [DataRow("1e-4", 1e-4)]
    [DataRow(".5", 0.5)]
    public void a_number_within_its_range_is_read_with_a_decimal_point(string given, double read)
    {
        var option = new NumberOption<double>("--rate", NumberRange.Fraction);
        Assert.AreEqual(read, new Command("x") { option }.Parse(["--rate", given]).GetValue(option));
    }

    [TestMethod]
    public void a_whole_number_keeps_all_its_digits()
    {
        var option = new NumberOption<long>("--seed", NumberRange.Finite);
        Assert.AreEqual(long.MaxValue, new Command("x") { option }.Parse(["--seed", "9223372036854775807"]).GetValue(option));
    }

    [TestMethod]
    public void an_option_that_is_not_given_is_its_default_or_nothing()
    {
        var given = new NumberOption<int>("--n", NumberRange.AtLeast(1)) { DefaultValueFactory = _ => 7 };
        var none = new OptionalNumberOption<int>("--m", NumberRange.AtLeast(1));
        var several = new NumbersOption<float>("--k", NumberRange.Finite);
        ParseResult parsed = new Command("x") { given, none, several }.Parse(["--k", "1", "2.5"]);
        Assert.AreEqual(7, parsed.GetValue(given));
        Assert.IsNull(parsed.GetValue(none));
        CollectionAssert.AreEqual((float[])[1, 2.5f], parsed.GetValue(several));
    }

    [TestMethod]
    public async Task the_tool_says_it_in_one_line_and_where_the_options_are()
    {
        ToolRun run = await ToolRun.InProcess("verify", TestData.Samples[0], TestData.Samples[1], "--threshold", "NaN");

        Assert.AreEqual(2, run.ExitCode);
        Assert.AreEqual("", run.Output);
        Assert.AreEqual("error: --threshold must be a finite number; it is NaN.\nnote: 'faceml verify --help' shows the options.\n",
            run.Error.ReplaceLineEndings("\n"));
    }

    private static bool TakesNumbers(Option option)
    {
        Type type = option.ValueType.IsArray ? option.ValueType.GetElementType()! : option.ValueType;
        type = Nullable.GetUnderlyingType(type) ?? type;
        return !type.IsEnum && type != typeof(char)
            && type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(INumber<>));
    }

    private static IEnumerable<(string Path, Command Command)> Commands(Command command, string above) => command.Subcommands
        .SelectMany(child =>
    {
        string path = above.Length == 0 ? child.Name : $"{above} {child.Name}";
        return Commands(child, path).Prepend((path, child));
    });
}
