using System.CommandLine;
using FaceML.Imaging;

namespace FaceML.Bench.NetworkTraining;

/// <summary><c>chips</c>: fills the cache of aligned chips that the commands about network training share.</summary>
internal static class ChipsCommand
{
    public static Command Create()
    {
        Option<int> fewest = new("--fewest") { Description = "Pictures that a person must have.", DefaultValueFactory = _ => 2 };
        Command command = new("chips", "Align the faces of LFW's people and keep the chips.") { fewest };
        command.SetAction(parsed =>
        {
            (Image[] chips, int[] people) = LfwChips.Load(parsed.GetValue(fewest), int.MaxValue);
            Console.WriteLine($"{chips.Length} chips of {people.Distinct().Count()} people");
        });
        return command;
    }
}
