using System.Text;

namespace Lithoscope.Structures.Tests;

/// <summary>Small vasprun.xml files, written for the tests.</summary>
internal static class Vasprun
{
    public const string Head = """
        <?xml version="1.0" encoding="ISO-8859-1"?>
        <modeling>
         <generator><i name="program" type="string">vasp </i></generator>
         <parameters><separator name="electronic" ><separator name="electronic convergence" ><i type="int" name="NELM">     3</i></separator></separator>
          <separator name="ionic" ><i name="PSTRESS">      0.00000000</i></separator>
          <separator name="response functions" ><i type="int" name="NELM">     1</i></separator></parameters>
         <atominfo><atoms>  2 </atoms><types> 2 </types>
          <array name="atoms" ><dimension dim="1">ion</dimension><set><rc><c>X </c><c>   1</c></rc><rc><c>Li</c><c>   2</c></rc></set></array>
          <array name="atomtypes" ><set>
           <rc><c>   1</c><c>X </c><c>    131.29</c><c>      8.0</c><c> PAW_PBE Xe 07Sep2000 </c></rc>
           <rc><c>   1</c><c>Li</c><c>      6.94</c><c>      1.0</c><c> PAW_PBE Li_sv 10Sep2004 </c></rc></set></array>
         </atominfo>
         <structure name="initialpos" >
          <crystal><varray name="basis" ><v> 4 0 0 </v><v> 0 5 0 </v><v> 0 0 6 </v></varray></crystal>
          <varray name="positions" ><v> 0 0 0 </v><v> 0.5 0.5 0.5 </v></varray>
          <varray name="selective" type="logical" ><v type="logical" >  T  F  T </v><v type="logical" >  F  F  F </v></varray>
         </structure>

        """;

    public const string Tail = "</modeling>\n";

    public static string Step(int electronicSteps = 2, string free = "-10.5", string x = "0.25", string energy = "e_fr_energy") => $"""
         <calculation>
        {string.Concat(Enumerable.Repeat("  <scstep><energy><i name=\"e_fr_energy\">  -10.00 </i><i name=\"e_wo_entrp\"> -9.96 </i><i name=\"e_0_energy\">  -9.98 </i></energy></scstep>\n", electronicSteps))}  <structure>
           <crystal><varray name="basis" ><v> 4 0 0 </v><v> 0 5 0 </v><v> 0 0 6 </v></varray><i name="volume"> 120 </i><varray name="rec_basis" ><v> 0.25 0 0 </v><v> 0 0.2 0 </v><v> 0 0 0.1666 </v></varray></crystal>
           <varray name="positions" ><v> {x} 0 0 </v><v> 0.5 0.5 0.5 </v></varray>
          </structure>
          <varray name="forces" ><v> 0.1 0.2 0.3 </v><v> -0.1 -0.2 *********** </v></varray>
          <varray name="stress" ><v> 10 1 2 </v><v> 1 20 3 </v><v> 2 3 30 </v></varray>
          <energy><i name="{energy}"> {free} </i><i name="e_wo_entrp"> 0.0 </i><i name="e_0_energy"> 0.0 </i></energy>
          <dos><i name="efermi">  1.5 </i></dos>
         </calculation>

        """;

    public static List<Structure> Read(string text) => [.. VasprunReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), "vasprun.xml", TestContext.Current.CancellationToken)];
}
