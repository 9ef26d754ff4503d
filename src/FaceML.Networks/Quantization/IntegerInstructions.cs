using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace FaceML.Networks;

/// <summary>What this processor has for products of eight-bit integers, which decides whether a quantized network gains.</summary>
internal static class IntegerInstructions
{
    /// <summary>
    /// Whether four products are added in one instruction: VNNI on x64, the dot product on ARM. Without it, an integer product costs nearly
    /// what one in single precision does.
    /// </summary>
    public static bool HasDotProduct { get; } = Names().Any(name => name is "AVX-VNNI" or "AVX-512 VNNI" or "dot product");

    /// <summary>Their names, for example "AVX2, AVX-512, AVX-512 VNNI".</summary>
    public static string Describe() => string.Join(", ", Names()) is { Length: > 0 } names ? names : "none known";

    // The bits of leaf 7 of CPUID, as Intel's manual numbers them.
    private static IEnumerable<string> Names()
    {
        if (Dp.IsSupported)
        {
            yield return "dot product";
        }

        if (!X86Base.IsSupported || X86Base.CpuId(0, 0).Eax < 7)
        {
            yield break;
        }

        (int most, int ebx, int ecx, int edx) = X86Base.CpuId(7, 0);
        int second = most >= 1 ? X86Base.CpuId(7, 1).Eax : 0;
        foreach ((int register, int bit, string name) in new[]
        {
            (ebx, 5, "AVX2"), (ebx, 16, "AVX-512"), (second, 4, "AVX-VNNI"), (ecx, 11, "AVX-512 VNNI"), (edx, 25, "AMX-INT8"),
        })
        {
            if ((register >> bit & 1) == 1)
            {
                yield return name;
            }
        }
    }
}
